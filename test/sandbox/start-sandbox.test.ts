import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { sampleWorld } from '../../src/sandbox/world/sample-world.ts'
import { smallWorld } from '../../src/sandbox/world/small-world.ts'
import { akamaiCaller } from './akamai-caller.ts'
import { controlCaller } from './control-caller.ts'
import { at, listAt, textAt } from './json-at.ts'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the sandbox starts with the sample world and leaves nothing behind', async () => {
  const sandbox = await startSandbox()
  const control = controlCaller(sandbox)
  const state = await control.get('/state')
  const names = listAt(state, 'accounts', 0, 'tokens').map((token) => textAt(token, 'name'))
  expect(names.length).toBeGreaterThanOrEqual(14)
  expect(names).toContain('mkt_token1')
  expect(listAt(state, 'accounts', 0, 'edgeWorkers')).toHaveLength(8)
  expect(listAt(state, 'accounts').map((account) => textAt(account, 'name'))).toEqual(['acme', 'globex'])
  expect((await fetch(sandbox.slack.pageUrl)).status).toBeLessThan(500)
  await sandbox.close()
  expect(existsSync(dirname(sandbox.akamai.edgerc))).toBe(false)
  await expect(fetch(sandbox.clockUrl)).rejects.toThrow()
  await expect(fetch(sandbox.slack.pageUrl)).rejects.toThrow()
})

test('every bundle of the sample world that is live is one that Akamai would take, but for the dead tokens in it', async () => {
  const sandbox = await startSandbox()
  try {
    const api = await akamaiCaller(sandbox)
    for (const seed of sampleWorld(Date.now()).accounts[0]?.edgeWorkers ?? []) {
      for (const version of Object.values(seed.active ?? {})) {
        const content = await api.get(`/edgeworkers/v1/ids/${seed.id}/versions/${version}/content`)
        const checked = await api.upload('/edgeworkers/v1/validations', content.bytes)
        const errors = listAt(checked.json, 'errors').map((found) => at(found, 'type'))
        expect([seed.id, errors]).toEqual([seed.id, seed.id === 4108 ? ['ACCESS_TOKEN_INVALID'] : []])
      }
    }
  } finally {
    await sandbox.close()
  }
})

test('a seed that is no world is refused with what is wrong', async () => {
  const file = join(folder, 'bad.json')
  writeFileSync(file, JSON.stringify({ accounts: [{ nme: 'acme' }] }))
  await expect(startSandbox({ seed: file })).rejects.toThrow(/nme/)
  writeFileSync(file, JSON.stringify({ accounts: [{ name: 'acme', settings: { colour: 'blue' } }] }))
  await expect(startSandbox({ seed: file })).rejects.toThrow(/the settings of account acme: .*"colour"/)
})

describe('the verb', () => {
  const run = (args: readonly string[]): ChildProcess => {
    const code = `import('./src/cli/sandbox.ts').then(async ({ sandbox }) => { process.exitCode = await sandbox(${JSON.stringify(args)}) })`
    return spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'pipe'] })
  }

  test('prints one line of JSON when it is ready, and ends on SIGTERM', async () => {
    const file = join(folder, 'seed.json')
    writeFileSync(file, JSON.stringify(smallWorld({})))
    const child = run(['--tls', '--json', '--seed', file])
    const [chunk] = child.stdout === null ? [] : await once(child.stdout, 'data')
    const printed: unknown = JSON.parse(String(chunk))
    expect(Object.keys(Object(printed)).sort()).toEqual(['akamai', 'control', 'slack', 'teams'])
    expect(Object.keys(Object(at(printed, 'akamai'))).sort()).toEqual(['caFile', 'edgerc', 'section', 'url'])
    expect(Object.keys(Object(at(printed, 'slack'))).sort()).toEqual(
      ['apiUrl', 'appToken', 'botToken', 'pageUrl', 'signingSecret'].sort(),
    )
    expect(Object.keys(Object(at(printed, 'teams'))).sort()).toEqual(
      ['appId', 'appPassword', 'openIdUrl', 'pageUrl', 'tenantId', 'url'].sort(),
    )
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
    expect(existsSync(textAt(printed, 'akamai', 'edgerc'))).toBe(false)
  })

  test('says that the file it is given is not there', async () => {
    const child = run(['--seed', join(folder, 'none.json')])
    const told = child.stderr === null ? [] : await once(child.stderr, 'data')
    expect(String(told[0])).toContain('none.json')
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1)
  })
})

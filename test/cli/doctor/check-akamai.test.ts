import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkAkamai } from '../../../src/cli/doctor/check-akamai.ts'
import type { Account } from '../../../src/config/config.ts'
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { createOutgoing } from '../../../src/web/outgoing.ts'
import { keptLog } from '../../web/quiet-log.ts'

let sandbox: Sandbox
let dir: string
const outgoing = createOutgoing({})
beforeAll(async () => {
  sandbox = await startSandbox()
  dir = mkdtempSync(join(tmpdir(), 'edgekv-doctor-'))
})
afterAll(async () => {
  await outgoing.close()
  await sandbox.close()
  rmSync(dir, { recursive: true, force: true })
})

/** A port on loopback where nobody listens. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const account = (credentials: Account['credentials']): Account => ({
  name: 'acme',
  credentials,
  generation: 'auto-refreshing',
  scanEveryMs: 3_600_000,
})

const found = async (credentials: Account['credentials'], edgercPath = sandbox.akamai.edgerc) => {
  const akamai = { edgercPath, baseUrl: sandbox.akamai.url }
  const findings = await checkAkamai({
    config: { accounts: [account(credentials)], akamai },
    env: {},
    outgoing,
    log: keptLog(),
  })
  return findings.map(({ check, status, sentence }) => `${status} ${check}: ${sentence}`)
}

describe('the checks of Akamai', () => {
  test('find a client that may do everything in order, and the clock with it', async () => {
    const findings = await found({ production: 'default' })
    expect(findings[0]).toBe('ok clock acme: The clock agrees with Akamai.')
    expect(findings[1]).toMatch(/^ok akamai acme \[default\]: Akamai knows this client; it sees \d+ token\(s\)\.$/)
    expect(findings.filter((line) => line.startsWith('fail'))).toEqual([])
  })

  test('find a staging client that is kept apart in order', async () => {
    const findings = await found({ production: 'default', staging: 'staging-only' })
    expect(findings.filter((line) => line.includes('[staging-only]'))).not.toEqual([])
    expect(findings.filter((line) => line.startsWith('fail') || line.includes('may also change'))).toEqual([])
  })

  test('say when the staging client stands where the one for everything should', async () => {
    const findings = await found({ production: 'staging-only' })
    expect(findings.join('\n')).toContain('fail akamai acme [staging-only]: The API client may not')
    expect(findings.join('\n')).toContain('CREATE_TOKEN')
  })

  test('say what is wrong with the .edgerc', async () => {
    expect(await found({ production: 'nobody' })).toEqual([
      expect.stringMatching(/^fail akamai acme \[nobody\]: .* has no section/),
    ])
    expect(await found({ production: 'default' }, '/nowhere/.edgerc')).toEqual([
      expect.stringMatching(/^fail akamai acme \[default\]: There is no credential default/),
    ])
  })

  test('say that a secret is wrong, and show nothing of it', async () => {
    const text = readFileSync(sandbox.akamai.edgerc, 'utf8').replace(
      /^(client_secret\s*=\s*)(\S+)/gm,
      '$1CANARYCANARYCANARY=',
    )
    const path = join(dir, 'edgerc')
    writeFileSync(path, text)
    const findings = await found({ production: 'default' }, path)
    expect(findings[1]).toMatch(/^fail akamai acme \[default\]: /)
    expect(findings.join()).not.toContain('CANARY')
  })

  test('say that Akamai cannot be reached, once', async () => {
    const port = await freePort()
    const findings = await checkAkamai({
      config: {
        accounts: [account({ production: 'default' })],
        akamai: { edgercPath: sandbox.akamai.edgerc, baseUrl: `http://127.0.0.1:${port}` },
      },
      env: {},
      outgoing,
      log: keptLog(),
    })
    expect(findings).toMatchObject([
      { check: 'clock acme', status: 'fail', sentence: `127.0.0.1:${port} cannot be reached.` },
    ])
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import type { Remark } from '../../src/core/plan/plan.ts'
import { edgeWorkerUsing } from '../../src/sandbox/world/small-world.ts'
import { rotation, type Story, startStory, token, world } from './support/story.ts'

let story: Story
afterEach(() => story.close())

/** The blockers of a plan whose one EdgeWorker has these files beside, or in place of, its own. */
const blockersWith = async (
  files: Record<string, string>,
  options: Parameters<typeof startStory>[0] = {},
): Promise<readonly Remark[]> => {
  const one = edgeWorkerUsing({ id: 1, token })
  const versions = one.versions?.map((version) => ({ ...version, files }))
  story = await startStory({ ...options, seed: world([{ ...one, ...(versions === undefined ? {} : { versions }) }]) })
  const planned = await story.plan(rotation)
  if (planned.kind !== 'plan') throw new Error(`no plan: ${planned.kind}`)
  return planned.plan.findings.blockers
}

describe('a bundle that cannot be rewritten', () => {
  test('is a blocker of the plan, with the reason, the place and what to do', async () => {
    const blockers = await blockersWith({ 'lib/edgekv_tokens.js': '\nexport const edgekv_access_tokens = { "a" "b" }' })
    expect(blockers).toContainEqual(
      expect.objectContaining({
        code: 'syntax-error',
        sentence: expect.stringMatching(/^lib\/edgekv_tokens\.js:2 /),
        advice: 'Mend the syntax at this place, then deploy.',
        where: 'EdgeWorker 1 1.0',
      }),
    )
    expect(await story.lines()).toEqual([])
  })

  test('because the token stands in the code names file and line, and shows no token', async () => {
    const blockers = await blockersWith({ 'lib/old.js': `//\n//\nexport const t = '{{value:${token}}}'\n` })
    const found = blockers.filter(({ code }) => code === 'token-elsewhere')
    expect(found.map(({ where }) => where)).toContainEqual(expect.stringContaining('lib/old.js:3'))
    expect(JSON.stringify(blockers)).not.toContain('eyJ')
  })

  test('because its only token file is made by a call is told as what it is, and never as a token that is not used', async () => {
    const text = `export const edgekv_access_tokens = Object.freeze({\n "namespace-marketing": { name: "${token}", value: "{{value:${token}}}" } })`
    const blockers = await blockersWith({ 'edgekv_tokens.js': text })
    expect(blockers).toContainEqual(
      expect.objectContaining({ code: 'call', where: expect.stringContaining('edgekv_tokens.js:1') }),
    )
    expect(blockers.map(({ code }) => code)).not.toContain('unused')
  })

  test('because it would be larger than what Akamai takes of the account is told before anything is asked for', async () => {
    const blockers = await blockersWith({}, { maxPacked: 100 })
    expect(blockers).toContainEqual(
      expect.objectContaining({
        code: 'packed-too-large',
        sentence: expect.stringContaining('100 are allowed'),
        advice: expect.stringContaining('bundles.maxPacked'),
      }),
    )
    expect(await story.lines()).toEqual([])
  })
})

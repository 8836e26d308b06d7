import { describe, expect, test } from 'vitest'
import type { EdgeKv, TokenLookup } from '../../../src/core/ports/edge-kv.ts'
import type { NewToken } from '../../../src/core/request/part.ts'
import type { ActionRecord } from '../../../src/core/request/record.ts'
import { createToken } from '../../../src/core/rotation/steps/create-token.ts'
import type { StepContext, StepTools } from '../../../src/core/rotation/steps/step.ts'
import type { Scope } from '../../../src/core/token/scope.ts'
import type { Token } from '../../../src/core/token/token.ts'
import { now, requested } from '../request/record-fixture.ts'

const asked: Scope = { namespaces: { marketing: ['r'] }, networks: ['STAGING'], edgeWorkerIds: ['1'] }
const planned: NewToken = { kind: 'new-token', id: 'n:a_r2', name: 'a_r2', state: 'planned' }

const tokenWith = (scope: Scope): Token => ({ name: 'a_r2', uuid: 'u-2', expiry: '9999-12-31', scope })

const record = (): ActionRecord => {
  const plain = requested({ state: 'creating-token' })
  const made = { name: 'a_r2', generation: 'auto-refreshing' as const, scope: asked }
  return { ...plain, plan: { ...plain.plan, binding: { ...plain.plan.binding, new: [made] } } }
}

/** An EdgeKV of our own port that makes the token with this scope; `taken`: somebody else has just made it. */
const edgeKvMaking = (scope: Scope, taken = false) => {
  const calls: string[] = []
  let stored: Token | undefined
  const lookup = (): TokenLookup => (stored === undefined ? { kind: 'absent' } : { kind: 'found', token: stored })
  const edgeKv: Pick<EdgeKv, 'getToken' | 'createToken' | 'revokeToken'> = {
    getToken: async () => lookup(),
    createToken: async () => {
      calls.push('create')
      stored = tokenWith(scope)
      return taken ? { kind: 'name-taken' } : { kind: 'created', token: stored }
    },
    revokeToken: async (name) => {
      calls.push(`revoke ${name}`)
      stored = undefined
      return 'revoked'
    },
  }
  return { edgeKv, calls }
}

const run = (edgeKv: ReturnType<typeof edgeKvMaking>['edgeKv'], more: Partial<StepContext<NewToken>> = {}) =>
  createToken({
    record: record(),
    snapshot: { record: { value: record(), ver: 1 }, parts: new Map() },
    subject: planned,
    tools: { edgeKv, now: () => now } as StepTools,
    acts: true,
    save: async () => undefined,
    willAct: () => undefined,
    mayAct: async () => true,
    ...more,
  })

const wider: Scope = { ...asked, edgeWorkerIds: [] }
const narrower: Scope = { ...asked, namespaces: { marketing: [] } }

describe('a new token that Akamai makes', () => {
  test('as asked is complete', async () => {
    const { edgeKv, calls } = edgeKvMaking(asked)
    expect(await run(edgeKv)).toMatchObject({ kind: 'done', subject: { state: 'complete', madeByUs: true } })
    expect(calls).toEqual(['create'])
  })

  test('with more rights than asked is revoked at once, because our own answer named it', async () => {
    const { edgeKv, calls } = edgeKvMaking(wider)
    expect(await run(edgeKv)).toMatchObject({
      kind: 'trouble',
      trouble: { code: 'wider-scope' },
      subject: { state: 'revoked' },
      events: [{ what: 'token.revoked', facts: { why: 'wider-scope' } }],
    })
    expect(calls).toEqual(['create', 'revoke a_r2'])
  })

  test('with other rights is not used either', async () => {
    const { edgeKv, calls } = edgeKvMaking(narrower)
    expect(await run(edgeKv)).toMatchObject({ trouble: { code: 'other-scope' }, subject: { state: 'revoked' } })
    expect(calls).toEqual(['create', 'revoke a_r2'])
  })

  test('with more rights is left alone and told where somebody else may have made it', async () => {
    const { edgeKv, calls } = edgeKvMaking(wider, true)
    expect(await run(edgeKv)).toMatchObject({ trouble: { code: 'wider-scope' }, subject: { state: 'failed' } })
    expect(calls).toEqual(['create'])
  })

  test('is not asked for where nothing may start', async () => {
    const { edgeKv, calls } = edgeKvMaking(asked)
    expect(await run(edgeKv, { acts: false })).toMatchObject({ kind: 'done', subject: { state: 'planned' } })
    expect(calls).toEqual([])
  })

  test('is not asked for when the fence says no', async () => {
    const { edgeKv, calls } = edgeKvMaking(asked)
    expect(await run(edgeKv, { mayAct: async () => false })).toEqual({ kind: 'stopped' })
    expect(calls).toEqual([])
  })
})

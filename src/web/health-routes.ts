import { answer } from './answer.ts'
import type { Route } from './route.ts'

/** Says whether one thing that the process needs is there: undefined, or a sentence that tells what is wrong. */
export type Check = () => Promise<string | undefined>

const limitMs = 2_000

const withinLimit = async (check: Check): Promise<string | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${limitMs / 1_000} s`), limitMs)
  })
  try {
    return await Promise.race([check(), late])
  } catch {
    // A check is asked by anybody who reaches the port; what it threw is for the log of whoever threw it.
    return 'the check itself failed'
  } finally {
    clearTimeout(timer)
  }
}

const failures = async (checks: Readonly<Record<string, Check>>): Promise<Readonly<Record<string, string>>> => {
  const outcomes = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await withinLimit(check)] as const),
  )
  return Object.fromEntries(outcomes.filter((entry): entry is readonly [string, string] => entry[1] !== undefined))
}

const read = { methods: ['GET'], maxBody: 0 } as const

/** `/healthz`: the process is alive. `/readyz`: everything that it needs is there, else 503 and what is not. */
export const healthRoutes = (checks: Readonly<Record<string, Check>>): readonly Route[] => [
  { path: '/healthz', ...read, handle: (_, response) => answer(response, 200, { ok: true }) },
  {
    path: '/readyz',
    ...read,
    handle: async (_, response) => {
      const failed = await failures(checks)
      const ready = Object.keys(failed).length === 0
      answer(response, ready ? 200 : 503, { ready, checked: Object.keys(checks), failed })
    },
  },
]

import { z } from 'zod'

/** What shall go wrong, and with which request. `nth` counts the requests that match from when the rule was made. */
export const faultRule = z.strictObject({
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).default({}),
  nth: z.number().int().min(1).default(1),
  times: z.number().int().min(1).default(1),
  action: z.enum(['lose-answer', 'status', 'drop-before', 'delay', 'kill']),
  /** For `kill` and `delay`. */
  when: z.enum(['before', 'after']).default('before'),
  status: z.number().int().min(400).max(599).default(503),
  retryAfter: z.number().optional(),
  /** Real milliseconds. */
  ms: z.number().min(0).default(0),
})

export type FaultRule = z.infer<typeof faultRule>

export interface FaultCount {
  readonly rule: FaultRule
  readonly matched: number
  readonly fired: number
}

/** The rules in force. All of a request's rules count it; those that fire are given. */
export interface Faults {
  add(rule: FaultRule): void
  fire(method: string, target: string): readonly FaultRule[]
  list(): readonly FaultCount[]
  clear(): void
}

export const createFaults = (): Faults => {
  let armed: { rule: FaultRule; path: RegExp; matched: number; fired: number }[] = []
  return {
    add: (rule) => armed.push({ rule, path: new RegExp(rule.match.path ?? ''), matched: 0, fired: 0 }),
    fire: (method, target) => {
      const fired: FaultRule[] = []
      for (const entry of armed) {
        if ((entry.rule.match.method ?? method) !== method || !entry.path.test(target)) continue
        entry.matched += 1
        if (entry.matched < entry.rule.nth || entry.fired >= entry.rule.times) continue
        entry.fired += 1
        fired.push(entry.rule)
      }
      return fired
    },
    list: () => armed.map(({ rule, matched, fired }) => ({ rule, matched, fired })),
    clear: () => {
      armed = []
    },
  }
}

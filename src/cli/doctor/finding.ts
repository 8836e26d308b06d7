/** What one check found: a sentence, and what to do about it unless all is well. `check`: `akamai acme`, `redis`. */
export interface Finding {
  readonly check: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly sentence: string
  readonly advice?: string
}

export const ok = (check: string, sentence: string): Finding => ({ check, status: 'ok', sentence })
export const warn = (check: string, sentence: string, advice: string): Finding => ({
  check,
  status: 'warn',
  sentence,
  advice,
})
export const fail = (check: string, sentence: string, advice: string): Finding => ({
  check,
  status: 'fail',
  sentence,
  advice,
})

import { describe, expect, test } from 'vitest'
import { runVerb } from './run-verb.ts'

const parse = (...args: string[]) => runVerb('parse.ts', 'parse', args)

describe('parse', () => {
  test('prints a line as it is understood', async () => {
    const line =
      'create token mkt_token1 --staging=allow --production=deny --ewids=1234 --namespace=marketing+r --expiry=2021-12-31'
    const { code, out } = await parse(line, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      verb: 'create',
      token: 'mkt_token1',
      options: {
        staging: 'allow',
        production: 'deny',
        ewids: ['1234'],
        namespace: { marketing: ['r'] },
        expiry: '2021-12-31',
      },
    })
  })

  test('prints what is wrong with it, and ends with 1', async () => {
    const { code, out } = await parse('rotate mkt_token1 --compromized', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      problem: {
        word: '--compromized',
        message: "I don't know the option `--compromized`; did you mean `--compromised`?",
        corrected: 'rotate mkt_token1 --compromised',
      },
    })
  })

  test('takes the words of a line as arguments, and says it in words without --json', async () => {
    expect(await parse('aprove', 'R42')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Corrected: approve R42'),
    })
    expect(await parse('approve', 'R42')).toMatchObject({ code: 0, out: 'approve R42\n' })
  })

  test('without a line is wrong usage', async () => {
    expect(await parse()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('parse LINE [--json]') })
  })
})

import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verbs } from '../../../../src/core/chat/grammar/command.ts'
import { optionNames } from '../../../../src/core/chat/grammar/options.ts'
import { parseLine } from '../../../../src/core/chat/grammar/parse-line.ts'

const runs = { numRuns: 1_500 }

const word = fc.oneof(
  fc.constantFrom(
    ...verbs,
    'token',
    'edgekv',
    'akamai',
    'mkt_token1',
    'acme/t',
    'R42',
    '2d',
    'done',
    '\\',
    '—',
    '"',
    "'",
  ),
  fc.constantFrom(...optionNames).map((name) => `--${name}`),
  fc.tuple(fc.constantFrom(...optionNames), fc.string({ maxLength: 12 })).map(([name, value]) => `--${name}=${value}`),
  fc.string({ maxLength: 12, unit: 'binary' }),
)
const line = fc.oneof(
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.array(word, { maxLength: 8 }).map((all) => all.join(' ')),
)

test('never throws, whatever is typed', () => {
  fc.assert(
    fc.property(line, (text) => {
      const parsed = parseLine(text)
      expect(typeof parsed.ok).toBe('boolean')
    }),
    runs,
  )
})

test('what it accepts it understands: its own line says the same again', () => {
  fc.assert(
    fc.property(line, (text) => {
      const parsed = parseLine(text)
      if (!parsed.ok) return
      expect(parseLine(parsed.command.line)).toEqual(parsed)
    }),
    runs,
  )
})

test('never accepts a word that it does not understand', () => {
  const good = fc.constantFrom(
    'rotate t1',
    'show t1',
    'revoke t1',
    'approve R1',
    'list',
    'subscriptions',
    'plan rotate t1',
  )
  const odd = fc.stringMatching(/^[a-z]{3,10}$/).map((text) => `--zz${text}`)
  fc.assert(
    fc.property(good, odd, (text, option) => {
      expect(parseLine(`${text} ${option}`)).toMatchObject({ ok: false, problem: { word: option } })
      expect(parseLine(`${option} ${text}`).ok).toBe(false)
    }),
    runs,
  )
})

test('a correction never repeats what was wrong', () => {
  fc.assert(
    fc.property(line, (text) => {
      const parsed = parseLine(text)
      if (parsed.ok || parsed.problem.corrected === undefined) return
      const again = parseLine(parsed.problem.corrected)
      if (!again.ok) expect(again.problem.corrected).not.toBe(text)
    }),
    runs,
  )
})

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = fc
  .tuple(fc.integer(), fc.uint8Array({ minLength: 64, maxLength: 256 }))
  .map(
    ([exp, bytes]) =>
      `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url({ exp, env: ['s'] })}.${Buffer.from(bytes).toString('base64url')}`,
  )
const opaque = fc.uint8Array({ minLength: 48, maxLength: 96 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
const around = fc.constantFrom(
  (secret: string) => secret,
  (secret: string) => `rotate mkt_token1 ${secret}`,
  (secret: string) => `rotate ${secret}`,
  (secret: string) => `create token t --reason ${secret} --staging=allow`,
  (secret: string) => `show "${secret}"`,
  (secret: string) => `--value=${secret}`,
  (secret: string) => `<http://x|${secret}>`,
  (secret: string) => `rotate t --${secret}`,
)

test('a token value is never given back, not in part', () => {
  fc.assert(
    fc.property(jwt, around, fc.integer({ min: 0, max: 3 }), (secret, place, breaks) => {
      const broken = breaks === 0 ? secret : `${secret.slice(0, 20 * breaks)}\u200b${secret.slice(20 * breaks)}`
      const said = parseLine(place(broken))
      expect(said).toMatchObject({ ok: false, problem: { secret: true } })
      const shown = JSON.stringify(said)
      for (let at = 0; at + 8 <= secret.length; at += 8) expect(shown).not.toContain(secret.slice(at, at + 8))
      expect(shown).toContain('--compromised')
    }),
    { numRuns: 400 },
  )
})

test('long random text is taken for a token value', () => {
  fc.assert(
    fc.property(opaque, around, (secret, place) => {
      fc.pre(/[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret))
      expect(parseLine(place(secret))).toMatchObject({ ok: false, problem: { secret: true } })
    }),
    { numRuns: 400 },
  )
})

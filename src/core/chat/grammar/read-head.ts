import { bareWord } from './bare-word.ts'
import { type Verb, verbs } from './command.ts'
import { nearest } from './nearest.ts'
import { quote } from './pieces.ts'
import { shortenWord } from './shorten-word.ts'
import { verbsAfter } from './specs/spec-of.ts'
import type { Word } from './split-words.ts'

/** The verb, or a verb about another, and the words after it. */
export interface Head {
  readonly ok: true
  readonly verb: Verb
  readonly of?: Verb
  readonly rest: readonly Word[]
}

/** `instead`: the whole line corrected. */
export interface HeadFlaw {
  readonly ok: false
  readonly word: string
  readonly message: string
  readonly instead?: string
}

/** Akamai's own short forms. */
const aliases: Readonly<Record<string, Verb>> = { l: 'list', dnld: 'download' }

/** Other people's words for what we have. */
const synonyms: Readonly<Record<string, Verb>> = {
  delete: 'revoke',
  remove: 'revoke',
  del: 'revoke',
  renew: 'refresh',
  replace: 'rotate',
  new: 'create',
  add: 'create',
  find: 'where',
  usage: 'where',
  uses: 'where',
  info: 'show',
  describe: 'show',
  get: 'show',
  ls: 'list',
  tokens: 'list',
  cancel: 'withdraw',
  reject: 'deny',
  accept: 'approve',
  mute: 'snooze',
  stop: 'abandon',
  rollback: 'abandon',
  undo: 'abandon',
  history: 'audit',
  log: 'audit',
  advice: 'advise',
}

/** What Akamai's command line does besides tokens. */
const otherVerbs: ReadonlySet<string> = new Set(['initialize', 'init', 'write', 'read', 'modify', 'config'])
const otherNouns = /^(?:ns|namespaces?|items?|groups?|auth-groups?|db|config)$/i

/** A word as it was typed, its quotes put back. */
const rewrite = ({ text, quoted }: Word): string => {
  if (quoted) return quote(text)
  const [, name, value] = /^(--?[\w-]+=)(.*\s.*)$/s.exec(text) ?? []
  return name === undefined || value === undefined ? text : `${name}${quote(value)}`
}

const lineOf = (start: readonly string[], rest: readonly Word[]): string => [...start, ...rest.map(rewrite)].join(' ')

const notOurs = (said: string): HeadFlaw => ({
  ok: false,
  word: said,
  message: `\`${shortenWord(said)}\` is for Akamai's own command line: I only look after access tokens.`,
})

/** `please rotate mkt_token1`, `can you rotate …`: where what stands first is like no verb, one of the next words may be. */
const afterPoliteness = (word: string, rest: readonly Word[]): HeadFlaw | undefined => {
  const at = rest.slice(0, 3).findIndex(({ text, quoted }) => !quoted && verbSaid(text) !== undefined)
  const verb = verbSaid(rest[at]?.text ?? '')
  if (verb === undefined) return undefined
  return {
    ok: false,
    word: shortenWord(word),
    message: `I don't know the verb \`${shortenWord(word)}\`; did you mean \`${verb}\`?`,
    instead: lineOf([], rest.slice(at)),
  }
}

const unknownVerb = (word: string, rest: readonly Word[]): HeadFlaw => {
  const meant = Object.hasOwn(synonyms, word.toLowerCase())
    ? synonyms[word.toLowerCase()]
    : nearest(
        bareWord(word),
        [...verbs].filter((verb) => verb !== 'start'),
      )
  const said = `I don't know the verb \`${shortenWord(word)}\``
  return meant === undefined
    ? (afterPoliteness(word, rest) ?? {
        ok: false,
        word: shortenWord(word),
        message: `${said}. \`help\` shows the ones I know.`,
      })
    : {
        ok: false,
        word: shortenWord(word),
        message: `${said}; did you mean \`${meant}\`?`,
        instead: lineOf([meant], rest),
      }
}

/** The second verb after `plan` and `break-glass`; a token's name in its place means `rotate`. */
const readAbout = (verb: Verb, allowed: readonly Verb[], rest: readonly Word[]): Head | HeadFlaw => {
  const [next, ...others] = rest
  const said = next?.text.toLowerCase()
  const of = allowed.find((one) => one === said)
  if (of !== undefined) return { ok: true, verb, of, rest: others }
  const list = allowed.map((one) => `\`${verb} ${one}\``).join(', ')
  if (next === undefined || next.text.startsWith('-')) {
    const each = allowed.length === 1 ? 'with' : 'each with'
    return { ok: false, word: verb, message: `\`${verb}\` of what? I know ${list}, ${each} a token.` }
  }
  const meant = nearest(next.text, allowed)
  const isVerb = verbs.some((one) => one === said)
  const instead = meant === undefined ? lineOf([verb, 'rotate'], rest) : lineOf([verb, meant], others)
  return {
    ok: false,
    word: shortenWord(next.text),
    message: `\`${verb}\` goes with a verb and a token, not with \`${shortenWord(next.text)}\`: ${list}.`,
    ...(isVerb ? {} : { instead }),
  }
}

/** `--help` in a verb's place. */
const asksForHelp = (word: Word | undefined): boolean => word !== undefined && /^(?:-h|--help)$/i.test(word.text)

const joined = (words: readonly Word[]): readonly Word[] => {
  const [first, second, ...rest] = words
  return first?.text.toLowerCase() === 'break' && second?.text.toLowerCase() === 'glass'
    ? [{ text: 'break-glass', quoted: false }, ...rest]
    : words
}

const verbSaid = (word: string): Verb | undefined => {
  const lower = word.toLowerCase()
  return verbs.find((verb) => verb === lower) ?? (Object.hasOwn(aliases, lower) ? aliases[lower] : undefined)
}

const isOtherNoun = (verb: Verb, [noun, after]: readonly Word[]): boolean =>
  noun !== undefined &&
  otherNouns.test(noun.text) &&
  (verb === 'create' || ((verb === 'list' || verb === 'show') && after !== undefined))

const isOtherVerb = (said: string, [noun, after]: readonly Word[]): boolean =>
  otherVerbs.has(said) || (/^del(?:ete)?$/.test(said) && after !== undefined && otherNouns.test(noun?.text ?? ''))

/** Reads the verb at the start of a line. Letters' case does not matter: phones begin with a capital. */
export const readHead = (words: readonly Word[]): Head | HeadFlaw => {
  const [first, ...rest] = joined(words)
  if (first === undefined) return { ok: true, verb: 'start', rest: [] }
  if (asksForHelp(first)) return { ok: true, verb: 'help', rest }
  const verb = verbSaid(first.text)
  if (verb === undefined)
    return isOtherVerb(first.text.toLowerCase(), rest) ? notOurs(first.text) : unknownVerb(first.text, rest)
  if (isOtherNoun(verb, rest)) return notOurs(`${verb} ${rest[0]?.text.toLowerCase()}`)
  const allowed = verbsAfter(verb)
  if (allowed === undefined) return { ok: true, verb, rest }
  return asksForHelp(rest[0])
    ? { ok: true, verb: 'help', rest: [{ text: verb, quoted: false }] }
    : readAbout(verb, allowed, rest)
}

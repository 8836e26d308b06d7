import { distance } from 'fastest-levenshtein'
import { type CliVerb, cliVerbs } from './verbs.ts'

/** Where a line goes: to a verb with the rest of its words, to the help, or nowhere. */
export type Route =
  | { readonly kind: 'verb'; readonly verb: CliVerb; readonly args: string[] }
  | { readonly kind: 'help'; readonly verb?: CliVerb; readonly group?: readonly CliVerb[] }
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest: readonly string[] }

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h'

const calledBy = (verb: CliVerb, args: readonly string[]): boolean =>
  verb.words.split(' ').every((word, index) => args[index] === word)

/** The verbs that may have been meant: those that go on from the word, else the one that is written most alike. */
const nearestTo = (args: readonly string[], verbs: readonly CliVerb[]): readonly string[] => {
  const longer = verbs.map(({ words }) => words).filter((words) => words.startsWith(`${args[0]} `))
  if (args.length === 1 && longer.length > 0) return longer
  const scored = verbs.map(({ words }) => {
    const typed = args.slice(0, words.split(' ').length).join(' ')
    return { words, far: distance(typed, words) / Math.max(words.length, 1) }
  })
  const [best] = scored.sort((a, b) => a.far - b.far)
  return best && best.far <= 0.5 ? [best.words] : []
}

/** Finds the verb of a command line. */
export const routeOf = (args: string[], verbs: readonly CliVerb[] = cliVerbs): Route => {
  const [word] = args
  if (word === undefined || word === 'help' || word.startsWith('-')) {
    return word === undefined || word === 'help' || isHelp(word)
      ? { kind: 'help' }
      : { kind: 'unknown', word, nearest: [] }
  }
  const verb = verbs.find((one) => calledBy(one, args))
  const group = verbs.filter((one) => one.words.startsWith(`${word} `))
  if (verb === undefined && group.length > 0 && isHelp(args[1])) return { kind: 'help', group }
  if (verb === undefined) return { kind: 'unknown', word: args.slice(0, 2).join(' '), nearest: nearestTo(args, verbs) }
  const rest = args.slice(verb.words.split(' ').length)
  // Further on it may belong to the line that `parse` is asked about.
  const wantsHelp = verb.words === 'parse' ? isHelp(rest[0]) : rest.some(isHelp)
  return wantsHelp ? { kind: 'help', verb } : { kind: 'verb', verb, args: rest }
}

const lineOf = ({ words, usage }: CliVerb): string => `edgekv-chatops ${words} ${usage}`.trimEnd()

/** What `--help` prints: one verb, or all of them. */
export const helpText = (verb?: CliVerb, verbs: readonly CliVerb[] = cliVerbs): string => {
  if (verb) return `${lineOf(verb)}\n  ${verb.does}\n`
  const all = verbs.map((one) => `  ${lineOf(one)}\n      ${one.does}`)
  return `${['Usage: edgekv-chatops VERB …', ...all, 'Exit codes: 0 done, 1 the thing asked for failed, 2 wrong usage.'].join('\n')}\n`
}

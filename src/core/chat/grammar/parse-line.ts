import type { LineProblem, Parsed } from './command.ts'
import { holdsSecret } from './holds-secret.ts'
import { takesNext, toolOptionNamed } from './options.ts'
import { readCommand, writeLine } from './read-command.ts'
import { readHead } from './read-head.ts'
import { repairText } from './repair-text.ts'
import { splitWords, type Word } from './split-words.ts'

const longest = 4_000
/** Corrections that a corrected line may need in turn. */
const mostCorrections = 6

/** What stands before the verb when a line is pasted with its prompt, or the bot is mentioned. */
const before = /^(?:[$%>#]|akamai|\/?@?edgekv(?:-\w+)?[:,]?|@\S*)$/i

const dropBefore = (words: readonly Word[]): readonly Word[] => {
  const start = words.findIndex((word) => word.quoted || !before.test(word.text))
  return start === -1 ? [] : words.slice(start)
}

/** A whole line in quotes. */
const unquoted = (words: readonly Word[]): readonly Word[] => {
  const [only, another] = words
  return only?.quoted === true && another === undefined && /\s/.test(only.text) ? splitWords(only.text) : words
}

const option = /^--?(?<name>[A-Za-z][\w-]*)(?<given>=)?/

/** Akamai's tool takes its own options before the verb, too. */
const dropToolOptions = (words: readonly Word[]): readonly Word[] => {
  const [first, ...rest] = words
  const { name, given } = (first?.quoted === false ? option.exec(first.text)?.groups : undefined) ?? {}
  const takes = name === undefined ? undefined : toolOptionNamed(name)
  if (takes === undefined) return words
  return dropToolOptions(given === undefined && takesNext(takes, rest[0]?.text ?? '') ? rest.slice(1) : rest)
}

const problem = (problem: LineProblem): Parsed => ({ ok: false, problem })

/** The answer to whatever holds a token value. */
export const secretSeen: LineProblem = {
  word: 'token value',
  message:
    'That holds what looks like a token value, so I kept and show nothing of it. If the value has been seen by others, say `rotate TOKEN --compromised` with the name of the token.',
  secret: true,
}

const tooLong: Parsed = problem({
  word: 'line',
  message: `That line is longer than ${longest} characters. Please say it in fewer.`,
})

const parseOnce = (text: string): Parsed => {
  const words = dropBefore(unquoted(dropBefore(splitWords(text))))
  const head = readHead(dropToolOptions(words))
  if (!head.ok) {
    const { word, message, instead } = head
    return problem({ word, message, ...(instead === undefined ? {} : { corrected: instead }) })
  }
  const read = readCommand(head)
  if (read.ok) return read
  const { word, message, fix } = read.flaw
  return problem({ word, message, ...(fix === undefined ? {} : { corrected: writeLine(read.head, fix) }) })
}

/** Follows a correction through whatever else is wrong in the line, as far as it can be corrected. */
const correctFurther = (line: string): string => {
  let best = line
  for (let times = 0; times < mostCorrections; times += 1) {
    const parsed = parseOnce(best)
    if (parsed.ok) return parsed.command.line
    if (parsed.problem.corrected === undefined || parsed.problem.corrected === best) return best
    best = parsed.problem.corrected
  }
  return best
}

/**
 * A typed or pasted line as a command, or what is wrong with it: the word, one sentence, and the line corrected.
 * Never throws, and never gives back anything of a line that holds a token value.
 */
export const parseLine = (text: string): Parsed => {
  if (text.length > longest) return holdsSecret(text) ? problem(secretSeen) : tooLong
  if (holdsSecret(text)) return problem(secretSeen)
  const line = repairText(text)
  if (holdsSecret(line)) return problem(secretSeen)
  const parsed = parseOnce(line)
  if (parsed.ok || parsed.problem.corrected === undefined) return parsed
  return problem({ ...parsed.problem, corrected: correctFurther(parsed.problem.corrected) })
}

import type { Command, Parsed } from '../core/chat/grammar/command.ts'
import { parseLine } from '../core/chat/grammar/parse-line.ts'
import { usageProblem } from './usage.ts'

/** What `--json` prints: the verb, what it is about, and its options under their long names. */
const asJson = ({ line: _, ...command }: Command): object => command

const print = (parsed: Parsed, json: boolean): void => {
  if (json) {
    const shown = parsed.ok ? asJson(parsed.command) : { problem: parsed.problem }
    process.stdout.write(`${JSON.stringify(shown)}\n`)
    return
  }
  if (parsed.ok) {
    process.stdout.write(`${parsed.command.line}\n`)
    return
  }
  const { message, corrected } = parsed.problem
  process.stdout.write(`${message}\n${corrected === undefined ? '' : `Corrected: ${corrected}\n`}`)
}

/**
 * `parse LINE [--json]`: how a chat line is understood. A line of several arguments is joined by spaces; `--json` is
 * ours only as the first or the last argument. Exit codes: 0 understood, 1 not, 2 no line.
 */
export const parse = async (args: string[]): Promise<number> => {
  const json = args.at(-1) === '--json' || args[0] === '--json'
  const rest = !json ? args : args[0] === '--json' ? args.slice(1) : args.slice(0, -1)
  if (rest.length === 0) return usageProblem('A line is missing.', 'parse LINE [--json]')
  const parsed = parseLine(rest.join(' '))
  print(parsed, json)
  return parsed.ok ? 0 : 1
}

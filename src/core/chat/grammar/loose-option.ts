import { type OptionName, optionNamed } from './options.ts'
import { type Piece, writePieces } from './pieces.ts'

const dashes = /^-+$/
const loose = /^(?<dash>-*)(?<name>[A-Za-z][\w-]*?)(?:(?<sign>[:=])(?<value>.*)|[.,;:!?)…]*)$/s

/** What was meant, as it is to be written, and how many words it stands for. */
interface LooseOption {
  readonly option: Piece
  readonly words: number
  readonly written: string
}

/**
 * One of `allowed`, written so that it is no option: `-- staging=allow`, `--compromised.`, `---replace`,
 * `--staging:allow`, `staging=allow`. A name alone is a word like others.
 */
export const looseOption = (
  word: string,
  next: string | undefined,
  allowed: readonly OptionName[],
): LooseOption | undefined => {
  const joined = dashes.test(word) && next !== undefined
  const { dash, name = '', sign, value } = loose.exec(joined ? `--${next}` : word)?.groups ?? {}
  const meant = optionNamed(name)
  if (meant === undefined || !allowed.includes(meant) || (dash === '' && sign === undefined)) return undefined
  const option: Piece = { kind: 'option', name: meant, ...(value ? { value } : {}) }
  return { option, words: joined ? 2 : 1, written: writePieces([option]) }
}

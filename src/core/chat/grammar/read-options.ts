import { bareWord } from './bare-word.ts'
import type { OptionValue } from './command.ts'
import { nearest } from './nearest.ts'
import { type OptionName, optionNamed, options, toolOptionNamed } from './options.ts'
import type { Piece } from './pieces.ts'
import { shortenWord } from './shorten-word.ts'
import type { Flaw, VerbSpec } from './verb-spec.ts'

type Option = Extract<Piece, { kind: 'option' }>

/** The options of a line by their long names, and the pieces that write it again; or the first that is wrong. */
export type OptionsRead =
  | { readonly ok: true; readonly values: Readonly<Record<string, OptionValue>>; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly flaw: Flaw }

const replaced = (pieces: readonly Piece[], old: Piece, by: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => (piece === old ? by : [piece]))

const unknown = (spec: VerbSpec, pieces: readonly Piece[], option: Option): Flaw => {
  const name = option.name.toLowerCase()
  const word = `--${shortenWord(option.name)}`
  const meant = nearest(name, spec.options)
  if (meant === undefined)
    return {
      word,
      message: `I don't know the option \`${word}\`. \`help ${spec.verb}\` shows those of \`${spec.verb}\`.`,
    }
  return {
    word,
    message: `I don't know the option \`${word}\`; did you mean \`--${meant}\`?`,
    fix: replaced(pieces, option, [{ ...option, name: meant }]),
  }
}

const misplaced = (spec: VerbSpec, pieces: readonly Piece[], option: Option): Flaw => ({
  word: `--${option.name}`,
  message: `\`--${option.name}\` does not go with \`${spec.verb}\`.`,
  fix: replaced(pieces, option, []),
})

const readFlag = (pieces: readonly Piece[], option: Option): Flaw | undefined =>
  option.value === undefined || /^(?:true|yes|1)$/i.test(option.value)
    ? undefined
    : {
        word: shortenWord(option.value === '' ? `--${option.name}=` : option.value),
        message: `\`--${option.name}\` is said without a value${option.value === '' ? '' : ` such as \`${shortenWord(option.value)}\``}, or not at all.`,
        fix: replaced(
          pieces,
          option,
          /^(?:false|no|0)$/i.test(option.value) ? [] : [{ kind: 'option', name: option.name }],
        ),
      }

/** `--staging=deny.`: the value, where what stands around it is all that is wrong. */
const bareValue = (name: OptionName, text: string): string | undefined =>
  options[name].read(bareWord(text)).ok ? bareWord(text) : undefined

const readValue = (name: OptionName, pieces: readonly Piece[], option: Option): Flaw | OptionValue => {
  const spec = options[name]
  if (spec.takes === 'flag') return readFlag(pieces, option) ?? true
  const text = option.value ?? ''
  const read = spec.read(text)
  if (read.ok) return read.value
  const isNot = text === '' ? '' : `; \`${shortenWord(text)}\` is not`
  const better = read.better ?? bareValue(name, text)
  return {
    word: text === '' ? `--${name}` : shortenWord(text),
    message: `\`--${name}\` must be ${read.must}${isNot}.`,
    ...(better === undefined ? {} : { fix: replaced(pieces, option, [{ ...option, value: better }]) }),
  }
}

const isFlaw = (value: Flaw | OptionValue): value is Flaw =>
  typeof value === 'object' && 'message' in value && typeof value.message === 'string'

const isToolOption = (piece: Piece): boolean =>
  piece.kind === 'option' && optionNamed(piece.name) === undefined && toolOptionNamed(piece.name) !== undefined

/** Lists given twice are one list. */
const merge = (pieces: readonly Piece[]): Piece[] => {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const name = piece.kind === 'option' ? optionNamed(piece.name) : undefined
    const same = merged.findIndex((one) => one.kind === 'option' && one.name === name)
    const before = merged[same]
    if (name !== undefined && options[name].takes === 'list' && before?.kind === 'option' && piece.kind === 'option')
      merged[same] = { ...before, value: [before.value, piece.value].filter(Boolean).join(',') }
    else merged.push(piece)
  }
  return merged
}

const twice = (option: Option): Flaw => ({
  word: `--${option.name}`,
  message: `\`--${option.name}\` stands there twice, with different values: say it once.`,
})

/** Reads every option that goes with this verb. What only concerns Akamai's tool on one's own machine is left out. */
export const readOptions = (spec: VerbSpec, gathered: readonly Piece[]): OptionsRead => {
  const pieces = merge(gathered.filter((piece) => !isToolOption(piece)))
  const values = new Map<string, OptionValue>()
  const raw = new Map<string, string | undefined>()
  for (const piece of pieces) {
    if (piece.kind === 'word') continue
    const name = optionNamed(piece.name)
    if (name === undefined) return { ok: false, flaw: unknown(spec, pieces, piece) }
    if (!spec.options.includes(name)) return { ok: false, flaw: misplaced(spec, pieces, piece) }
    if (raw.has(name) && raw.get(name) !== piece.value) return { ok: false, flaw: twice(piece) }
    const value = readValue(name, pieces, piece)
    if (isFlaw(value)) return { ok: false, flaw: value }
    values.set(name, value)
    raw.set(name, piece.value)
  }
  return { ok: true, values: Object.fromEntries(values), pieces }
}

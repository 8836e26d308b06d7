import { listed } from '../../plan/listed.ts'
import type { Network } from '../../token/network.ts'
import type { Block, View } from './view.ts'

export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

export const networkWord = (network: Network): string => network.toLowerCase()

const units: readonly (readonly [number, string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
]

/** `2 days`, `3 hours`, `12 minutes`: the largest unit that is at least one, rounded. */
export const duration = (ms: number): string => {
  const [size, name] = units.find(([unit]) => ms >= unit) ?? [1000, 'second']
  return counted(Math.round(ms / size), name)
}

/** The first few, and how many more. */
export const some = (parts: readonly string[], most: number): string =>
  parts.length <= most ? listed(parts) : `${parts.slice(0, most).join(', ')} and ${parts.length - most} more`

/** One sentence as a whole message. */
export const sentenceView = (sentence: string, ...more: readonly Block[]): View => ({
  summary: sentence,
  blocks: [{ kind: 'text', text: [sentence] }, ...more],
})

import { urgencyOf } from '../../warning/crossing.ts'
import { type Entry, entryKey } from '../../warning/entry.ts'
import type { ChatTools } from '../chat-tools.ts'
import type { View } from '../views/view.ts'
import { mostRows, warningView, worstFirst } from '../views/warning-view.ts'
import { factsOf } from './facts-of.ts'

/** A token has one line: what was told of it last, or is worst. */
const latestOfEach = (entries: readonly Entry[]): readonly Entry[] =>
  [...Map.groupBy(entries, ({ account, uuid, date, kind }) => [account, uuid, date, kind].join('|')).values()].flatMap(
    (all) => all.toSorted((a, b) => urgencyOf(a) - urgencyOf(b)).slice(0, 1),
  )

/** Renders a message from what it shows. */
export const messageView = async (
  tools: ChatTools,
  entries: readonly Entry[],
  now: number,
  preface?: string,
): Promise<View> => {
  const unique = latestOfEach([...new Map(entries.map((entry) => [entryKey(entry), entry])).values()])
  const sorted = unique.toSorted(worstFirst)
  const shown = await factsOf(tools, sorted.slice(0, mostRows), now, true)
  const mentions = [...new Set(sorted.flatMap((entry) => entry.mentions))]
  const more = Math.max(0, sorted.length - mostRows)
  return warningView(
    { shown, more, mentions, ...(preface === undefined ? {} : { preface }) },
    { ...tools.warnings.settings, subscriptions: [] },
  )
}

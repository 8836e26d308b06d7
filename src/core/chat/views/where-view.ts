import type { Usage } from '../../inventory/inventory.ts'
import type { Seen } from '../find-token.ts'
import { pageButtons } from './page-buttons.ts'
import { scanAge } from './scan-age.ts'
import { usagesOf } from './token-standing.ts'
import { usageLine } from './token-views.ts'
import type { Block, Icon, Rich, View } from './view.ts'
import { counted, some } from './words.ts'

const pageSize = 10
const mostNames = 5

const pageOf = (uses: readonly Usage[], page: number): readonly Usage[] =>
  uses.slice(page * pageSize, (page + 1) * pageSize)

/** The EdgeWorkers of one page: whose properties it shows. */
export const edgeWorkersOnPage = (seen: Seen, page: number): readonly string[] => [
  ...new Set(pageOf(usagesOf(seen), page).map(({ edgeWorkerId }) => edgeWorkerId)),
]

const propertiesText = (names: readonly string[] | undefined): string => {
  if (names === undefined) return '; its properties could not be read'
  return names.length === 0 ? '; no property that the bot can see' : `; serves ${some(names, mostNames)}`
}

/** Every usage: EdgeWorker, network, version, entry; and the properties that EdgeWorker serves, where they could be read. */
export const whereView = (
  seen: Seen,
  page: number,
  properties: ReadonlyMap<string, readonly string[]>,
  command: string,
): View => {
  const uses = usagesOf(seen)
  const pages = Math.ceil(uses.length / pageSize)
  const steps = pageOf(uses, page).map((usage): { icon: Icon; text: Rich } => {
    const { icon, text } = usageLine(usage)
    return { icon, text: [...text, propertiesText(properties.get(usage.edgeWorkerId))] }
  })
  const nothing: Block = { kind: 'text', text: ['No active bundle that the bot can see uses it.'] }
  return {
    summary: `${seen.token.name} in account ${seen.account} is used in ${counted(uses.length, 'place')}.`,
    blocks: [
      { kind: 'heading', text: `Where ${seen.token.name} is used` },
      steps.length === 0 ? nothing : { kind: 'steps', steps },
      ...(pages > 1 ? [{ kind: 'note', text: [`Page ${page + 1} of ${pages}.`] } satisfies Block] : []),
      scanAge([seen.inventory]),
      ...pageButtons(page, pages, command),
    ],
  }
}

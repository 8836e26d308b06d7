import type { Finding, Severity } from '../../inventory/findings/finding.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { pageButtons } from './page-buttons.ts'
import { scanAge } from './scan-age.ts'
import type { Block, Icon, Rich, View } from './view.ts'
import { counted, sentenceView, some } from './words.ts'

const icons: Readonly<Record<Severity, Icon>> = { critical: 'problem', important: 'warning', advice: 'info' }

const step = ({ severity, sentence, reason, advice, where }: Finding): { icon: Icon; text: Rich } => ({
  icon: icons[severity],
  text: [{ bold: sentence }, ` ${reason} ${advice}`, where.length === 0 ? '' : ` (${some(where, 3)})`],
})

/** The worst of what there is to say, and how many more. */
export const findingBlocks = (findings: readonly Finding[], most: number): readonly Block[] => {
  if (findings.length === 0) return []
  const more = findings.length - most
  const rest = more > 0 ? [{ icon: 'info' as const, text: [`and ${more} more: /edgekv advise names them.`] }] : []
  return [{ kind: 'steps', steps: [...findings.slice(0, most).map(step), ...rest] }]
}

const pageSize = 8

/** Everything there is to say about one token, or all that a person may see: worst first, a page at a time. */
export const adviceView = (
  findings: readonly Finding[],
  inventories: readonly Inventory[],
  page: number,
  command: string,
): View => {
  if (findings.length === 0)
    return sentenceView('There is nothing to advise: what the bot can see is as it should be.', scanAge(inventories))
  const pages = Math.ceil(findings.length / pageSize)
  const at = Math.min(page, pages - 1)
  const summary = `${counted(findings.length, 'finding')}, worst first.`
  return {
    summary,
    blocks: [
      { kind: 'heading', text: summary },
      { kind: 'steps', steps: findings.slice(at * pageSize, (at + 1) * pageSize).map(step) },
      { kind: 'note', text: [`Page ${at + 1} of ${pages}.`] },
      scanAge(inventories),
      ...pageButtons(at, pages, command),
    ],
  }
}

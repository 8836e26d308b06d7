import type { Block } from './view.ts'

const button = (to: number, command: string, label: string) => ({
  action: `page-${label.toLowerCase()}`,
  value: `${to} ${command}`,
  label,
})

/** Back and forth between pages; `command` is the line that made the first one. */
export const pageButtons = (page: number, pages: number, command: string): readonly Block[] => {
  const buttons = [
    ...(page > 0 ? [button(page - 1, command, 'Previous')] : []),
    ...(page + 1 < pages ? [button(page + 1, command, 'Next')] : []),
  ]
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }]
}

import type { KnownBlock } from '@slack/types'
import type { Block, Icon } from '../core/chat/views/view.ts'
import { clampSome } from './clamp.ts'
import { limits } from './limits.ts'
import { renderButtons } from './render-buttons.ts'
import { renderField } from './render-field.ts'
import { renderRich } from './render-rich.ts'

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

/** How much of a block may be shown: halved until the whole message fits. */
export interface Room {
  readonly text: number
  readonly lines: number
}

const icons: Readonly<Record<Icon, string>> = {
  done: ':white_check_mark: *Done*',
  running: ':arrows_counterclockwise: *Running*',
  waiting: ':hourglass_flowing_sand: *Waiting*',
  problem: ':x: *Problem*',
  stopped: ':octagonal_sign: *Stopped*',
  info: ':information_source: *Note*',
  warning: ':warning: *Warning*',
}

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } })

const some = (text: string): string => (text.trim() === '' ? '–' : text)

const renderFacts = ({ facts }: Of<'facts'>, room: Room): KnownBlock[] => {
  const fields = facts.map(({ label, value }) => {
    const name = renderRich([{ bold: label }], 200)
    const text = `${name}\n${some(renderRich(value, Math.min(limits.field - 210, room.text)))}`
    return { type: 'mrkdwn' as const, text }
  })
  const blocks: KnownBlock[] = []
  for (let start = 0; start < fields.length; start += limits.fields)
    blocks.push({ type: 'section', fields: fields.slice(start, start + limits.fields) })
  return blocks
}

/** Lines gathered into as few sections as hold them. */
const pack = (lines: readonly string[]): KnownBlock[] => {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + line.length + 1 <= limits.section)
      texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map(section)
}

const renderSteps = ({ steps }: Of<'steps'>, room: Room): KnownBlock[] => {
  const shown = steps.slice(0, Math.min(steps.length, room.lines))
  const lines = shown.map(({ icon, text }) => `${icons[icon]} – ${renderRich(text, Math.min(1_000, room.text))}`)
  const left = steps.length - shown.length
  return pack(left > 0 ? [...lines, `…and ${left} more`] : lines)
}

const renderSnippet = ({ text }: Of<'snippet'>, room: Room): KnownBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: clampSome(text, Math.min(limits.section, room.text)) }],
    },
  ],
})

/** One block of ours as Slack's blocks, within its limits; more than one where Slack's hold less. */
export const renderBlock = (block: Block, room: Room): KnownBlock[] => {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'header', text: { type: 'plain_text', text: clampSome(block.text, limits.header) } }]
    case 'text':
      return [section(some(renderRich(block.text, Math.min(limits.section, room.text))))]
    case 'facts':
      return renderFacts(block, room)
    case 'steps':
      return renderSteps(block, room)
    case 'snippet':
      return [renderSnippet(block, room)]
    case 'note': {
      const text = some(renderRich(block.text, Math.min(limits.context, room.text)))
      return [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }]
    }
    case 'divider':
      return [{ type: 'divider' }]
    case 'buttons':
      return renderButtons(block.buttons)
    case 'field':
      return [renderField(block.field)]
  }
}

import { escapeHtml, Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { withEmoji } from './emoji.ts'
import { renderToken } from './render-token.ts'
import { unescapeText } from './unescape-text.ts'

/** Finished pieces wait outside of the text, where no other rule can touch them; a private-use sign holds each place. */
const hold = (pieces: Html[], piece: Html): string => `\u{E000}${pieces.push(piece) - 1}\u{E001}`
const releasePattern = /\u{E000}(\d+)\u{E001}/gu

const emphasis = (text: string): string =>
  text
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '<strong>$1</strong>')
    .replace(/(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])/g, '<em>$1</em>')
    .replace(/(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])/g, '<s>$1</s>')

const code = (text: string): Html => html`<code>${unescapeText(text)}</code>`

const inline = (reader: Reader, text: string): string => {
  const pieces: Html[] = []
  const held = text
    .replace(/`([^`\n]+)`/g, (_whole, inner: string) => hold(pieces, code(inner)))
    .replace(/<([^<>\n]+)>/g, (_whole, token: string) => hold(pieces, renderToken(reader, token)))
  const release = (whole: string, index: string) =>
    pieces[Number(index)]?.text.replace(releasePattern, release) ?? whole
  return emphasis(withEmoji(escapeHtml(unescapeText(held)))).replace(releasePattern, release)
}

const isQuote = (line: string): boolean => /^(&gt;|>)/.test(line)

const quoteOr = (reader: Reader, lines: readonly string[]): string => {
  const [first = ''] = lines
  if (!isQuote(first)) return lines.map((line) => inline(reader, line)).join('<br>')
  const inner = lines.map((line) => inline(reader, line.replace(/^(&gt;|>) ?/, ''))).join('<br>')
  return `<blockquote>${inner}</blockquote>`
}

/** Lines, where runs of quoted ones belong together. */
const paragraphs = (reader: Reader, text: string): string => {
  const runs: string[][] = []
  for (const line of text.split('\n')) {
    const last = runs.at(-1)
    if (last !== undefined && isQuote(last[0] ?? '') === isQuote(line)) last.push(line)
    else runs.push([line])
  }
  return runs.map((run) => quoteOr(reader, run)).join('')
}

/** Slack's mrkdwn as HTML. Whatever is not markup is escaped. */
export const renderMrkdwn = (reader: Reader, text: string): Html => {
  const parts = text.replace(/[\u{E000}\u{E001}]/gu, '').split(/```\n?([\s\S]+?)\n?```/)
  const rendered = parts.map((part, index) =>
    index % 2 === 1 ? html`<pre>${unescapeText(part)}</pre>`.text : paragraphs(reader, part.replace(/^\n|\n$/g, '')),
  )
  return new Html(rendered.join(''))
}

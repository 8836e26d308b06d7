import { identity } from '../../slack/world/identity.ts'
import type { Message } from '../../slack/world/message.ts'
import { renderBlocks } from '../blocks/render-block.ts'
import { attribute, type Html, html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { timeOf } from '../text/format-date.ts'
import { renderMrkdwn } from '../text/render-mrkdwn.ts'
import { nameOf, renderAvatar } from './render-avatar.ts'

const body = (reader: Reader, { text, blocks, edited }: Message): Html => {
  if (blocks.length > 0) return html`${renderBlocks(reader, blocks)}`
  const mark = edited === true ? html` <small class="edited">(edited)</small>` : ''
  return html`<div class="plain">${renderMrkdwn(reader, text)}${mark}</div>`
}

const threadLink = (message: Message, replies: number): Html | false => {
  if (message.visibleTo !== undefined || message.threadTs !== undefined) return false
  const words = replies === 0 ? 'Reply in thread' : `${replies} ${replies === 1 ? 'reply' : 'replies'}`
  const kind = replies === 0 ? 'thread-link quiet' : 'thread-link'
  return html`<button type="button" class="${kind}" data-thread="${message.ts}">${words}</button>`
}

/** A message with its head; `replies` counts its thread. */
export const renderMessage = (reader: Reader, message: Message, replies: number): Html => {
  const { ts, author, shownAt, channel, visibleTo } = message
  const byApp = author === identity.botUserId || author === 'USLACKBOT'
  const at = timeOf(shownAt, reader.person.timeZone)
  const data = html`${attribute('data-ts', ts)}${attribute('data-channel', channel)}`
  return html`<article class="${visibleTo === undefined ? 'message' : 'message ephemeral'}"${data} data-testid="message-${ts}"
    aria-label="${nameOf(reader, author)}, ${at}">
    ${renderAvatar(reader, author)}
    <div class="message-body">
      <header><strong>${nameOf(reader, author)}</strong>${byApp && html` <span class="badge">APP</span>`}
        <time datetime="${new Date(shownAt).toISOString()}">${at}</time></header>
      ${visibleTo !== undefined && html`<p class="only-you">👁 Only visible to you</p>`}
      ${body(reader, message)}${threadLink(message, replies)}
    </div></article>`
}

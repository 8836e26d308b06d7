import { isObject, objectsOf } from '../../slack/json.ts'
import type { View } from '../../slack/world/view.ts'
import { homeOf, modalsOf } from '../../slack/world/views.ts'
import { renderBlocks } from '../blocks/render-block.ts'
import { html } from '../html.ts'
import type { Reader } from '../reader.ts'
import { plainOf } from '../text/render-text.ts'
import type { Piece } from './render-stream.ts'

/** A modal: `view` stays the same while the app changes what is in it. */
export interface ModalPiece extends Piece {
  readonly view: string
}

const keyOf = (view: View): string => `${view.id}-${view.hash}`

/** The topmost modal of somebody, if there is one. */
export const renderModal = (reader: Reader): ModalPiece | undefined => {
  const view = modalsOf(reader.world, reader.person.id).at(-1)
  if (view === undefined) return undefined
  const { title, submit, close, blocks } = view.content
  const closeLabel = plainOf(close) || 'Cancel'
  const content = html`<form class="modal" data-view="${view.id}" data-testid="modal" novalidate>
    <header><h2 id="modal-title">${plainOf(title)}</h2>
      <button type="button" class="icon" data-close-view aria-label="Close">✕</button></header>
    <div class="modal-body">${renderBlocks(reader, objectsOf(blocks))}</div>
    <p class="error" role="alert" data-error-for="" hidden></p>
    <footer><button type="button" class="button" data-close-view data-testid="modal-close">${closeLabel}</button>
      ${isObject(submit) && html`<button type="submit" class="button primary" data-testid="modal-submit">${plainOf(submit)}</button>`}
    </footer></form>`
  return { key: keyOf(view), view: view.id, html: content.text }
}

/** Somebody's App Home. */
export const renderHome = (reader: Reader): readonly Piece[] => {
  const view = homeOf(reader.world, reader.person.id)
  if (view === undefined) return [{ key: 'no-home', html: '<p class="empty">The app shows nothing here yet.</p>' }]
  const blocks = renderBlocks(reader, objectsOf(view.content['blocks']))
  return [{ key: keyOf(view), html: html`<div class="home" data-view="${view.id}">${blocks}</div>`.text }]
}

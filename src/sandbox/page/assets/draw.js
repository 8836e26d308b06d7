import { showModal } from './forms.js'
import { markUnread, remember, state } from './state.js'

const byId = (id) => document.getElementById(id)

const nodeFrom = ({ key, html }) => {
  const holder = document.createElement('div')
  holder.dataset.key = key
  holder.innerHTML = html
  holder.dataset.html = html
  return holder
}

/** Puts the pieces into a box; those that are the same stay, with their focus and open menus. */
const fill = (box, pieces) => {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80
  const old = new Map([...box.children].map((node) => [node.dataset.key, node]))
  const nodes = pieces.map((piece) => {
    const known = old.get(piece.key)
    return known?.dataset.html === piece.html ? known : nodeFrom(piece)
  })
  const same = nodes.length === box.children.length && nodes.every((node, index) => node === box.children[index])
  if (!same) box.replaceChildren(...nodes)
  if (!same && atEnd) box.scrollTop = box.scrollHeight
}

const setHtml = (box, html) => {
  if (box.dataset.html === html) return
  box.innerHTML = html
  box.dataset.html = html
}

const drawThread = (content) => {
  byId('thread-panel').hidden = content.thread === undefined
  document.body.classList.toggle('with-thread', content.thread !== undefined)
  fill(byId('thread'), content.thread ?? [])
}

const drawPlace = (content) => {
  byId('title').textContent = content.title
  byId('subtitle').textContent = content.subtitle
  byId('composer').hidden = content.closed !== undefined
  byId('closed').hidden = content.closed === undefined
  byId('closed').textContent = content.closed ?? ''
  document.title = `${content.title} – Sandbox workspace`
}

const draw = (content) => {
  Object.assign(state, { user: content.person, place: content.place, channel: content.channel })
  if (content.thread === undefined) state.thread = undefined
  state.timeZone = content.timeZone
  remember()
  setHtml(byId('person'), content.people)
  byId('person').value = content.person
  byId('part').textContent = byId('person').selectedOptions[0]?.dataset.part ?? ''
  setHtml(byId('sidebar'), content.sidebar)
  drawPlace(content)
  const stream = byId('stream')
  const here = `${content.person} ${content.place}`
  if (stream.dataset.here !== here) stream.replaceChildren()
  stream.dataset.here = here
  fill(stream, content.stream)
  drawThread(content)
  markUnread(document.querySelectorAll('.place'))
  showModal(content.modal)
}

let running = false
let again = false

/** Asks for the page as it is now and draws it; calls while it runs lead to one more. */
export const refresh = async () => {
  if (running) {
    again = true
    return
  }
  running = true
  do {
    again = false
    const query = new URLSearchParams({ user: state.user, place: state.place })
    if (state.thread !== undefined) query.set('thread', state.thread)
    const response = await fetch(`/page/content?${query}`).catch(() => undefined)
    const moved = () => query.get('user') !== state.user || query.get('place') !== state.place
    if (response?.ok) {
      const content = await response.json()
      if (again && moved()) continue
      draw(content)
    }
  } while (again)
  running = false
}

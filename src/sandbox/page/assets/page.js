import { offerTeams } from './beside.js'
import { setClock } from './clock.js'
import { refresh } from './draw.js'
import { gather } from './forms.js'
import { post, tell } from './post.js'
import { state } from './state.js'
import { chosenIn, tellOfTyping } from './typing.js'

const byId = (id) => document.getElementById(id)

const confirmed = (data) => {
  if (data === undefined) return Promise.resolve(true)
  const { title, text, confirm, deny, style } = JSON.parse(data)
  const dialog = byId('confirm')
  byId('confirm-title').textContent = title
  byId('confirm-text').textContent = text
  byId('confirm-no').textContent = deny
  byId('confirm-yes').textContent = confirm
  byId('confirm-yes').className = style === 'danger' ? 'button danger' : 'button primary'
  dialog.returnValue = 'no'
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
  })
}

/** Where an element is: in a view, or in a message. */
const placeOf = (element) => {
  const view = element.closest('[data-view]')
  if (view !== null) return { box: view, where: { viewId: view.dataset.view } }
  const message = element.closest('[data-ts]')
  return { box: message, where: { channel: message.dataset.channel, ts: message.dataset.ts } }
}

const act = async (element, chosen) => {
  const { action, block, value, url, confirm } = element.dataset
  const { box, where } = placeOf(element)
  if (!(await confirmed(confirm))) return
  if (url !== undefined) window.open(url, '_blank', 'noopener')
  element.disabled = true
  await post('/_slack/click', {
    user: state.user,
    ...where,
    // The message may have been edited since it was drawn; Slack delivers such a click as well.
    stale: true,
    actionId: action,
    blockId: block,
    ...(value === undefined ? {} : { value }),
    ...(chosen === undefined ? {} : { selected: chosen }),
    values: gather(box),
  })
  element.disabled = false
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-action]')
  if (button !== null) {
    button.closest('details')?.removeAttribute('open')
    void act(button, button.dataset.selected)
  }
  const thread = event.target.closest('[data-thread]')
  if (thread !== null) {
    state.thread = thread.dataset.thread
    void refresh().then(() => byId('reply-text').focus())
  }
})

document.addEventListener('change', (event) => {
  const field = event.target
  if (field.dataset?.action !== undefined && field.value !== '') void act(field, chosenIn(field))
})

tellOfTyping()

const openHome = () => {
  if (state.place === 'home') void post('/_slack/open-home', { user: state.user })
}

const go = (change) => {
  Object.assign(state, { thread: undefined }, change)
  openHome()
  void refresh()
}

byId('person').addEventListener('change', (event) => go({ user: event.target.value }))
byId('sidebar').addEventListener('click', (event) => {
  const place = event.target.closest('[data-place]')
  if (place !== null) go({ place: place.dataset.place })
})
byId('close-thread').addEventListener('click', () => go({}))

const isCommand = (text) => /^\/[a-z]/i.test(text)

const sendFrom = async (box, more) => {
  const text = box.value.trim()
  const { user, channel } = state
  if (text === '' || channel === undefined) return
  box.value = ''
  const [command, rest] = [text.split(/\s/, 1)[0], text.replace(/^\S+\s*/, '')]
  const answer = isCommand(text)
    ? await post('/_slack/command', { user, channel, command, text: rest })
    : await post('/_slack/say', { user, channel, text, ...more })
  if (answer === undefined && box.value === '') box.value = text
}

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  void sendFrom(byId('command'), {})
})
byId('reply').addEventListener('submit', (event) => {
  event.preventDefault()
  const box = byId('reply-text')
  if (isCommand(box.value.trim())) tell('Slash commands cannot be used in threads.')
  else void sendFrom(box, { threadTs: state.thread })
})

const changes = new EventSource('/page/changes')
changes.addEventListener('message', (event) => {
  setClock(JSON.parse(event.data))
  void refresh()
})

await refresh()
openHome()
await offerTeams()

import { showMessages } from './messages.js'

const byId = (id) => document.getElementById(id)
const fromAddress = new URLSearchParams(location.hash.slice(1))
const state = { user: fromAddress.get('user') ?? '', conversation: fromAddress.get('conversation') ?? '' }
const looked = new Set()
let hiding

const tell = (text) => {
  byId('toast').textContent = text
  byId('toast').hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => {
    byId('toast').hidden = true
  }, 5000)
}

const order = async (name, body) => {
  const response = await fetch(`/_teams/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) ?? {}
  if (response === undefined || !response.ok) tell(answer.error ?? 'The sandbox does not answer.')
  else if (answer.status !== undefined && answer.status !== 200) tell('Something went wrong. Please try again.')
  else if (answer.body?.type === 'application/vnd.microsoft.activity.message') tell(answer.body.value)
}

const press = (message, verb, data) => void order('press', { user: state.user, message, verb, data: data ?? {} })

const options = (select, people, current) => {
  const drawn = people.map(({ id, name }) => new Option(name, id, false, id === current))
  if (select.options.length !== drawn.length) select.replaceChildren(...drawn)
  select.value = current
}

const drawConversations = ({ conversations, conversation }) => {
  const drawn = conversations.map(({ id, name, kind }) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.conversation = id
    button.dataset.testid = `teams-conversation-${id}`
    button.textContent = kind === 'channel' ? `# ${name}` : name
    if (id === conversation) button.setAttribute('aria-current', 'page')
    const item = document.createElement('li')
    item.append(button)
    return item
  })
  byId('conversations').replaceChildren(...drawn)
}

/** A client that shows a card with its person in the list asks for it anew, once for each state of it. */
const lookAt = ({ messages, person }) => {
  for (const { id, edits, looks } of messages) {
    const key = `${person} ${id} ${edits}`
    if (!looks || looked.has(key)) continue
    looked.add(key)
    void order('look', { user: person, message: id })
  }
}

let asked = 0

const refresh = async () => {
  asked += 1
  const mine = asked
  const response = await fetch(`/page/content?${new URLSearchParams(state)}`).catch(() => undefined)
  if (response === undefined || !response.ok) return
  const content = await response.json()
  if (mine !== asked) return
  Object.assign(state, { user: content.person, conversation: content.conversation })
  history.replaceState(undefined, '', `#${new URLSearchParams(state)}`)
  options(byId('person'), content.people, content.person)
  drawConversations(content)
  showMessages(byId('stream'), content, press)
  lookAt(content)
}

byId('person').addEventListener('change', (event) => {
  state.user = event.target.value
  void refresh()
})
byId('conversations').addEventListener('click', (event) => {
  const button = event.target.closest('[data-conversation]')
  if (button === null) return
  state.conversation = button.dataset.conversation
  void refresh()
})
byId('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = byId('line').value.trim()
  if (text === '') return
  byId('line').value = ''
  void order('type', { ...state, text })
})

new EventSource('/page/changes').addEventListener('message', () => void refresh())
await refresh()

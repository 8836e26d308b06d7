import { drawCard } from './card.js'

const element = (name, className, text) => {
  const made = document.createElement(name)
  made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

const timeOf = (at, timeZone) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at)

const headOf = (message, timeZone) => {
  const head = element('header', 'head')
  head.append(element('strong', '', message.author), element('time', '', timeOf(message.at, timeZone)))
  if (message.edits > 0) head.append(element('span', 'edited', 'Edited'))
  if (message.onlyYou) head.append(element('span', 'only-you', '👁 Only you can see this message'))
  return head
}

const draw = (message, timeZone, press) => {
  const box = element('article', `message${message.byBot ? ' bot' : ''}${message.thread ? ' reply' : ''}`)
  box.dataset.testid = `teams-message-${message.id}`
  box.append(headOf(message, timeZone))
  if (message.card === undefined) box.append(element('p', 'line', message.text))
  else box.append(drawCard(message.card, (verb, data) => press(message.id, verb, data)))
  return box
}

/** Each thread under its first message, as channels show them. */
const threaded = (messages) => {
  const known = new Set(messages.map(({ id }) => id))
  const roots = messages.filter(({ thread }) => thread === undefined || !known.has(thread))
  return roots.flatMap((root) => [root, ...messages.filter(({ thread }) => thread === root.id)])
}

/** Shows the messages; one that did not change keeps its node, with what was typed into it. */
export const showMessages = (stream, content, press) => {
  const old = new Map([...stream.children].map((node) => [node.dataset.key, node]))
  const nodes = threaded(content.messages).map((message) => {
    const key = JSON.stringify([content.person, message])
    const node = old.get(key) ?? draw(message, content.timeZone, press)
    node.dataset.key = key
    return node
  })
  const same = nodes.length === stream.children.length && nodes.every((node, at) => node === stream.children[at])
  if (same) return
  const atEnd = stream.scrollHeight - stream.scrollTop - stream.clientHeight < 120
  stream.replaceChildren(...nodes)
  if (atEnd) stream.scrollTop = stream.scrollHeight
}

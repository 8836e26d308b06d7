import { hostConfig } from './host-config.js'
import { marked } from './marked.js'

const { AdaptiveCard, ExecuteAction, HostConfig, SerializationContext } = globalThis.AdaptiveCards

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = marked.parse(text, { gfm: true })
  result.didProcess = true
}

const problemsOf = (context) =>
  Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)

/** A card as Microsoft's renderer draws it. `press` gets the verb and the data, inputs included. */
export const drawCard = (json, press) => {
  const card = new AdaptiveCard()
  card.hostConfig = new HostConfig(hostConfig)
  const context = new SerializationContext()
  card.parse(json, context)
  card.onExecuteAction = (action) => {
    if (action instanceof ExecuteAction) press(action.verb, action.data)
  }
  const box = document.createElement('div')
  box.className = 'card'
  const problems = problemsOf(context)
  if (problems.length > 0) box.dataset.problems = problems.join('; ')
  const drawn = card.render()
  if (drawn !== undefined) box.append(drawn)
  return box
}

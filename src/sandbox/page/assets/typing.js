import { gather } from './forms.js'
import { post } from './post.js'
import { state } from './state.js'

let last = Promise.resolve()

/** What a field holds, as an action tells it. */
export const chosenIn = (field) => {
  if (field.multiple) return [...field.selectedOptions].map(({ value }) => value)
  if (field.type !== 'checkbox') return field.value
  const boxes = field.closest('.boxes').querySelectorAll('input:checked')
  return [...boxes].map(({ value }) => value)
}

/** Tells the app of a field while its form is open, one after the other, as they were when they changed. */
const tell = (field, enter) => {
  const form = field.closest('[data-view]')
  const action = {
    user: state.user,
    viewId: form.dataset.view,
    actionId: field.dataset.element,
    blockId: field.name,
    selected: chosenIn(field),
    ...(enter ? { enter } : {}),
    values: gather(form),
  }
  // A form that was closed meanwhile has nothing to tell any more.
  last = last.then(() => (form.isConnected ? post('/_slack/click', action) : undefined))
}

const isTold = (field, event) => field.dataset?.told?.split(' ').includes(event) === true

/** Fields of forms that Slack tells of before the form is sent. */
export const tellOfTyping = () => {
  document.addEventListener('input', ({ target }) => {
    if (isTold(target, 'on_character_entered')) tell(target, false)
  })
  document.addEventListener('change', ({ target }) => {
    if (isTold(target, 'changed')) tell(target, false)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !isTold(event.target, 'on_enter_pressed')) return
    event.preventDefault()
    tell(event.target, true)
  })
}

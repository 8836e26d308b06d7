import { post, tell } from './post.js'
import { state } from './state.js'

const modal = document.getElementById('modal')

const fieldsOf = (form) => [...(form?.querySelectorAll('[data-element]') ?? [])]
const keyOf = ({ name, type, dataset, value }) =>
  [name, dataset.element, type, ...(['checkbox', 'radio'].includes(type) ? [value] : [])].join('\n')

const fillAgain = (field, old) => {
  if (field.type === 'checkbox' || field.type === 'radio') field.checked = old.checked
  else if (field.multiple) {
    const chosen = new Set([...old.selectedOptions].map(({ value }) => value))
    for (const option of field.options) option.selected = chosen.has(option.value)
    field.scrollTop = old.scrollTop
  } else field.value = old.value
}

const focusAgain = (field, old) => {
  field.focus({ preventScroll: true })
  if (typeof old.selectionStart === 'number') field.setSelectionRange(old.selectionStart, old.selectionEnd)
}

/** The same modal as it is now: what was put in stays where the same field still is, and so does the cursor. */
const drawAnew = (piece) => {
  const [was] = modal.querySelectorAll('form')
  const [old, focused] = [new Map(fieldsOf(was).map((field) => [keyOf(field), field])), document.activeElement]
  const scrolled = modal.querySelector('.modal-body').scrollTop
  const drawn = document.createElement('div')
  drawn.innerHTML = piece.html
  const [now] = drawn.querySelectorAll('form')
  const pairs = fieldsOf(now).flatMap((field) => (old.has(keyOf(field)) ? [[field, old.get(keyOf(field))]] : []))
  const scrolls = pairs.map(([field, before]) => [field, before.scrollTop])
  for (const [field, before] of pairs) fillAgain(field, before)
  const again = pairs.find(([, before]) => before === focused)
  const caret = again && { selectionStart: again[1].selectionStart, selectionEnd: again[1].selectionEnd }
  modal.replaceChildren(...drawn.childNodes)
  for (const [field, top] of scrolls) field.scrollTop = top
  modal.querySelector('.modal-body').scrollTop = scrolled
  if (again !== undefined) focusAgain(again[0], caret)
}

/** Shows the topmost modal, or none; the same one is left alone, or shows what the app made of it. */
export const showModal = (piece) => {
  if (modal.dataset.key === piece?.key) return
  if (piece === undefined) {
    delete modal.dataset.key
    modal.close()
    modal.replaceChildren()
    return
  }
  const isSame = modal.open && modal.querySelector('form')?.dataset.view === piece.view
  modal.dataset.key = piece.key
  if (isSame) return drawAnew(piece)
  modal.innerHTML = piece.html
  if (!modal.open) modal.showModal()
  modal.querySelector('.modal-body input, .modal-body select, .modal-body textarea')?.focus()
}

const heldBy = (field) => {
  if (field.multiple) return [...field.selectedOptions].map(({ value }) => value)
  if (field.type === 'radio') return field.checked ? field.value : undefined
  return field.value
}

/** What the fields inside a box hold, by the names they have; boxes that are not ticked count as an empty list. */
export const gather = (box) => {
  const values = {}
  for (const field of box.querySelectorAll('input[name], select[name], textarea[name]')) {
    const { name } = field
    if (field.type === 'checkbox') values[name] = [...(values[name] ?? []), ...(field.checked ? [field.value] : [])]
    else {
      const value = heldBy(field)
      if (value !== undefined) values[name] = value
      else values[name] ??= []
    }
  }
  return values
}

const showErrors = (form, errors) => {
  for (const place of form.querySelectorAll('[data-error-for]')) {
    const text = errors[place.dataset.errorFor]
    place.hidden = text === undefined
    place.textContent = text ?? ''
  }
  form.querySelector('[data-error-for]:not([hidden])')?.scrollIntoView({ block: 'nearest' })
}

const submit = async (form) => {
  const button = form.querySelector('[type=submit]')
  button.disabled = true
  const result = await post('/_slack/submit-view', {
    user: state.user,
    viewId: form.dataset.view,
    values: gather(form),
  })
  button.disabled = false
  if (result === undefined) return
  const trouble = !['ok', 'incomplete'].includes(result.outcome)
  showErrors(form, { ...result.errors, ...(trouble ? { '': 'We had some trouble connecting. Try again?' } : {}) })
}

const close = (form) => post('/_slack/close-view', { user: state.user, viewId: form.dataset.view })

modal.addEventListener('submit', (event) => {
  event.preventDefault()
  submit(event.target).catch(() => tell('That did not work.'))
})
modal.addEventListener('cancel', (event) => {
  event.preventDefault()
  const form = modal.querySelector('form')
  if (form !== null) void close(form)
})
modal.addEventListener('click', (event) => {
  const button = event.target.closest('[data-close-view]')
  if (button !== null) void close(button.closest('form'))
})

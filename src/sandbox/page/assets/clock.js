import { post } from './post.js'
import { state } from './state.js'

const shown = document.getElementById('clock-time')
const rates = document.getElementById('rates')
const jump = document.getElementById('jump')

let last = { now: Date.now(), rate: 1, at: performance.now() }

/** Takes the clock's word: `{now, rate, adjustable}`. */
export const setClock = ({ now, rate, adjustable }) => {
  last = { now, rate, at: performance.now() }
  rates.hidden = !adjustable
  jump.hidden = !adjustable
  for (const button of rates.children) button.setAttribute('aria-pressed', String(Number(button.dataset.rate) === rate))
}

const format = (at) =>
  new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: state.timeZone,
  }).format(at)

setInterval(() => {
  shown.textContent = format(last.now + (performance.now() - last.at) * last.rate)
}, 200)

rates.addEventListener('click', (event) => {
  const { rate } = event.target.dataset
  if (rate !== undefined) void post('/page/clock', { rate: Number(rate) })
})

jump.addEventListener('click', () => void post('/page/clock', { advance: '1d' }))

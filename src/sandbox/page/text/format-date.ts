type Options = Intl.DateTimeFormatOptions

const day = 86_400_000

const format = (at: number, timeZone: string, options: Options): string =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone }).format(at)

/** Hours and minutes on a 24-hour clock, in a person's zone. */
export const timeOf = (at: number, timeZone: string, seconds = false): string =>
  format(at, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(seconds ? { second: '2-digit' } : {}),
  })

/** Such as `Tuesday, November 24`. */
export const dayOf = (at: number, timeZone: string): string =>
  format(at, timeZone, { weekday: 'long', month: 'long', day: 'numeric' })

const forms = new Map<string, Options>([
  ['date', { year: 'numeric', month: 'long', day: 'numeric' }],
  ['date_short', { year: 'numeric', month: 'short', day: 'numeric' }],
  ['date_long', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }],
])

const numeric: Options = { year: 'numeric', month: '2-digit', day: '2-digit' }

const pretty = (at: number, now: number, timeZone: string): string | undefined => {
  const on = (moment: number) => format(moment, timeZone, numeric)
  const names: readonly (readonly [number, string])[] = [
    [now, 'today'],
    [now - day, 'yesterday'],
    [now + day, 'tomorrow'],
  ]
  return names.find(([moment]) => on(moment) === on(at))?.[1]
}

const ago = (at: number, now: number): string => {
  const minutes = Math.round((at - now) / 60_000)
  const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return Math.abs(hours) < 48 ? relative.format(hours, 'hour') : relative.format(Math.round(hours / 24), 'day')
}

const token = (name: string, at: number, now: number, timeZone: string): string | undefined => {
  if (name === 'time') return timeOf(at, timeZone)
  if (name === 'time_secs') return timeOf(at, timeZone, true)
  if (name === 'ago') return ago(at, now)
  if (name === 'date_num') return new Date(at).toLocaleDateString('en-CA', { timeZone })
  const plain = forms.get(name.replace(/_pretty$/, ''))
  if (plain === undefined) return undefined
  return (name.endsWith('_pretty') ? pretty(at, now, timeZone) : undefined) ?? format(at, timeZone, plain)
}

/** Slack's `<!date^…>` formats, such as `{date_short} {time}`, in a person's zone. `now` is for "today" and "ago". */
export const formatDate = (pattern: string, at: number, now: number, timeZone: string): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => token(name, at, now, timeZone) ?? whole)

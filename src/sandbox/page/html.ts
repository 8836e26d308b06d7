/** Text that is HTML already. Everything else is escaped where it is put in. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Part = Html | string | number | undefined | false | readonly Part[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const render = (part: Part): string => {
  if (part instanceof Html) return part.text
  if (part === undefined || part === false) return ''
  return typeof part === 'object' ? part.map(render).join('') : escapeHtml(String(part))
}

/** A template whose values are escaped, unless they are HTML themselves; lists are joined, nothing is left out silently. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, index) => text + render(parts[index])).join(''))

/** ` name="value"`, or nothing where there is no value. */
export const attribute = (name: string, value: string | number | boolean | undefined): Html => {
  if (value === undefined || value === false) return html``
  return value === true ? new Html(` ${name}`) : new Html(` ${name}="${escapeHtml(String(value))}"`)
}

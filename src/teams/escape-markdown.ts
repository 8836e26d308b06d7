const unseen = /[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]/gu
const special = /[\\`*_{}[\]()#+\-.!|~<>&]/g
const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }

/** Text of people or of Akamai, safe inside a card's Markdown: no link, mention, list or emphasis of its own. */
export const escapeMarkdown = (text: string): string =>
  text.replace(unseen, (c) => (c === '\n' ? c : '')).replace(special, (c) => entities[c] ?? `\\${c}`)

/** Slack's three control characters: without this, a reason could hold `<!channel>` or a false link. */
export const escapeMrkdwn = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Characters that are never shown: controls apart from line breaks and tabs, and marks that turn text around. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** A word joiner keeps `:white_check_mark:` in a person's text from looking like an icon of ours. */
const emoji = /:(?=[a-z][a-z0-9_+'-]*:)/g

/** Text of people or of Akamai, safe inside mrkdwn. */
export const plainText = (text: string): string =>
  escapeMrkdwn(text.replace(unseen, (c) => (c === '\n' || c === '\t' ? c : '')).replace(emoji, ':\u2060'))

/** Text between backticks, on one line. */
export const codeText = (text: string): string =>
  escapeMrkdwn(text.replace(/\s+/g, ' ').replace(unseen, '').replaceAll('`', 'ˋ')).trim()

type Repair = readonly [RegExp, string]

/** Invisible characters that keyboards and copying leave behind: zero-width, soft hyphens, marks of direction. */
const unseen: Repair = [/\p{Cf}|\p{Variation_Selector}/gu, '']

/** The language of a block of code, which is no word of the line. */
const fence: Repair = [/```\w{1,20}(?=\r?\n)/g, '']

/** What Slack and Teams make of links, mentions and angle brackets. */
const markup: readonly Repair[] = [
  [/<(?:https?:\/\/|mailto:|tel:)[^|>\s]*\|([^>]*)>/gi, '$1'],
  [/<((?:https?:\/\/|mailto:|tel:)[^|>\s]*)>/gi, '$1'],
  [/<([@#])[^|>\s]+\|[@#]?([^>]*)>/g, '$1$2'],
  [/<([@#])([^|>\s]+)>/g, '$1$2'],
  [/<!(?:subteam\^)?([^|>\s]+)(?:\|[^>]*)?>/g, '@$1'],
  [/<at[^>]*>@?([^<]*)<\/at>/gi, '@$1'],
  [/&nbsp;/g, ' '],
  [/&quot;/g, '"'],
  [/&#39;/g, "'"],
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&amp;/g, '&'],
]

/** What phones and word processors make of quotes, dashes and spaces. `--` became one long dash on the way. */
const typography: readonly Repair[] = [
  [/[\u2018\u2019\u201a\u201b\u2032\u2039\u203a]/g, "'"],
  [/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"'],
  [
    /(^|\s)[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]*[\u2012-\u2015\u2212\ufe58\uff0d][-\u2010-\u2015\u2212]*(?=[A-Za-z])/g,
    '$1--',
  ],
  [/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-'],
  [/`+/g, ''],
]

/** `--staging = allow`: the sign belongs to the option. */
const sign: Repair = [/((?:^|\s)--?[A-Za-z][\w-]*) +=(?: +(?=\S))?/g, '$1=']

/** A whole line in bold, in italics or struck out. */
const emphasis: Repair = [/^\s*(\*\*?|__?|~~?)(?=[A-Za-z@/])(.*\S)\1\s*$/s, '$2']

/** Line breaks, with the `\` that shells want before them or without. */
const spacing: readonly Repair[] = [
  [/\\(?=\s|$)/g, ' '],
  [/[\s\u00a0\p{Zs}\p{Zl}\p{Zp}]+/gu, ' '],
  [/\p{Cc}/gu, ''],
]

/** A typed line as it was meant, before phones, chat clients and copying changed it. On one line, without edges. */
export const repairText = (text: string): string =>
  [unseen, fence, ...markup, ...typography, emphasis, ...spacing, sign]
    .reduce((so, [pattern, by]) => so.replace(pattern, by), text)
    .trim()

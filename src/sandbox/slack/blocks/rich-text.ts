import { boolean, byType, type Check, integer, list, object, type Shape, string } from './check.ts'

const style: Check = object({ optional: { bold: boolean, italic: boolean, strike: boolean, code: boolean } })
const id = string({ max: 255 })
const long = 12_000

const inline: Readonly<Record<string, Shape>> = {
  text: { required: { text: string({ max: long }) }, optional: { style } },
  link: { required: { url: string({ max: 3000 }) }, optional: { text: string({ max: long }), style, unsafe: boolean } },
  emoji: { required: { name: id }, optional: { unicode: id, style } },
  user: { required: { user_id: id }, optional: { style } },
  usergroup: { required: { usergroup_id: id }, optional: { style } },
  channel: { required: { channel_id: id }, optional: { style } },
  broadcast: { required: { range: id }, optional: { style } },
  date: {
    required: { timestamp: integer(0, Number.MAX_SAFE_INTEGER), format: string({ max: 255 }) },
    optional: { fallback: string({ max: 255 }), url: string({ max: 3000 }), style },
  },
}

const runs = list(byType(inline), 0, 1000)
const border = { border: integer(0, 1) }
const section: Shape = { required: { elements: runs } }

const richTextList: Shape = {
  required: {
    elements: list(byType({ rich_text_section: section }), 1, 1000),
    style: (value, at, problems) => {
      if (value !== 'bullet' && value !== 'ordered')
        problems.push(`[ERROR] must be one of: bullet, ordered [json-pointer:${at}]`)
    },
  },
  optional: { indent: integer(0, 8), offset: integer(0, 1000), ...border },
}

/** The children of a rich_text block. */
export const richTextElements: Check = list(
  byType({
    rich_text_section: section,
    rich_text_list: richTextList,
    rich_text_quote: { required: { elements: runs }, optional: border },
    rich_text_preformatted: { required: { elements: runs }, optional: border },
  }),
  1,
  1000,
)

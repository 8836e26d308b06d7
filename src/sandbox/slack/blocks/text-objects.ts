import { boolean, byType, type Check, object, string } from './check.ts'

const plain = (max: number, min: number) => ({
  required: { text: string({ min, max }) },
  optional: { emoji: boolean },
})

export const plainText = (max: number, min = 1): Check => byType({ plain_text: plain(max, min) })

export const anyText = (max: number): Check =>
  byType({
    plain_text: plain(max, 1),
    mrkdwn: { required: { text: string({ max }) }, optional: { verbatim: boolean } },
  })

/** The dialog that asks again before an action is sent. */
export const confirmation: Check = object({
  required: { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  optional: {
    style: (value, at, problems) => {
      if (value !== 'primary' && value !== 'danger')
        problems.push(`[ERROR] must be one of: primary, danger [json-pointer:${at}]`)
    },
  },
})

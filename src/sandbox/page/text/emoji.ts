import { nameToEmoji } from 'gemoji'

/** Slack's own names where they differ from the usual ones. */
const others = {
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  large_red_square: '🟥',
  large_green_square: '🟩',
  double_vertical_bar: '⏸️',
  octagonal_sign: '🛑',
}

const signs = new Map(Object.entries({ ...nameToEmoji, ...others }))

/** `:name:` as the sign itself; unknown names stay as they are. */
export const withEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => signs.get(name) ?? whole)

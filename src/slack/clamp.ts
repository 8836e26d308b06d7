/** At most `max` UTF-16 units, cut between characters, the cut marked by `…`. */
export const clamp = (text: string, max: number): string => {
  if (text.length <= max) return text
  const end = max - 1
  const last = text.charCodeAt(end - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`
}

/** Slack refuses empty texts: a dash stands for nothing. */
export const clampSome = (text: string, max: number): string => clamp(text.trim() === '' ? '–' : text, max)

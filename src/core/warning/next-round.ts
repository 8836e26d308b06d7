const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

/** ms until the next time of day that is `minute` minutes after 00:00 UTC; a whole day when it is just then. */
const until = (minute: number, now: number): number => {
  const past = (now - minute * minuteMs) % dayMs
  return dayMs - (past < 0 ? past + dayMs : past)
}

/** ms until warnings are to be decided about again: each minute, and at the very moment of a digest or of a day's turn. */
export const nextRoundIn = (now: number, digestAt: number): number =>
  Math.min(minuteMs, until(0, now), until(digestAt, now))

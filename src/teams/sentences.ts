/** Everything that the Teams adapter itself says to people, before any of our own code has looked at what they want. */
export const sentences = {
  cannotSave: "I can't save this now; nothing has happened. Please try again in a minute.",
  cannotTellWho: 'Teams does not say just now who you are; nothing has happened. Please try again in a minute.',
  unsure: 'I could not make sure that this was saved. Please look at `status` before you try again.',
  before: 'This was taken before.',
  working: 'Working on it…',
} as const

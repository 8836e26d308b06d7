/** Everything that the Slack adapter itself says to people, before any of our own code has looked at what they want. */
export const sentences = {
  cannotSave: "I can't save this now; nothing has happened. Please try again in a minute.",
  cannotTellWho: "I can't check who you are right now; nothing has happened. Please try again in a minute.",
  unsure: 'I could not make sure that this was saved. Please look at `/edgekv status` before you try again.',
} as const

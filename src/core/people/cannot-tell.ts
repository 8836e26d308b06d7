/** Said instead of "only members may": a group that cannot be read does not tell who belongs to it. */
export const cannotTell = (group: string): string =>
  `You are not known as a member of ${group}: that group cannot be read just now. Try again in a minute.`

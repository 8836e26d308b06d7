const most = 40

/** A wrong word as it is shown: never long. */
export const shortenWord = (word: string): string => (word.length <= most ? word : `${word.slice(0, most - 1)}…`)

/** The text as a whole sentence, for what is said after it. */
export const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

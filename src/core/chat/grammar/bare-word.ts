/** Longer than any name or value that has something around it. */
const longest = 200

/** A word without what sentences, lists and markup put around it: `(t1)`, `<t1>`, `*t1*`, `t1.`; a pattern (`mkt*`) stays. */
export const bareWord = (text: string): string =>
  text.length > longest
    ? text
    : text.replace(/^(\*{1,2})(.+)\1$/s, '$2').replace(/^[<([{~"']+|[.,;:!?)\]}>~"'…]+$/g, '')

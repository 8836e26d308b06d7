const opaque = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`/g

/** JavaScript with strings, templates and comments blanked out, so that words can be looked for in code alone. Same length. */
export const maskSource = (source: string): string => source.replace(opaque, (text) => ' '.repeat(text.length))

/** Mail is long and mostly boilerplate; what names more tokens than this names them all. */
const mostNames = 200

/** Token names that occur in a text as whole words, among those that are known. Nothing else of the text is kept. */
export const namesInText = (text: string, known: Iterable<string>): readonly string[] => {
  const words = new Set(text.match(/[A-Za-z0-9_-]+/g) ?? [])
  return [...new Set(known)].filter((name) => words.has(name)).slice(0, mostNames)
}

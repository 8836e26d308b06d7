import { createReadStream } from 'node:fs'

const maxLine = 8 * 1024 * 1024
const lineFeed = 10

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const decoded = (pieces: readonly Buffer[]): string => {
  try {
    return strict.decode(Buffer.concat(pieces).subarray(0, maxLine))
  } catch {
    return ''
  }
}

/**
 * A file's lines, split at line feeds alone (audit entries may hold other line separators). Memory is bounded: of a longer
 * line the beginning is given. Bytes that are no UTF-8 come out as text that no entry has.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let pieces: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(path)) {
    let rest = Buffer.from(chunk)
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      yield decoded([...pieces, rest.subarray(0, end)])
      pieces = []
      length = 0
      rest = rest.subarray(end + 1)
    }
    if (rest.length > 0 && length <= maxLine) pieces.push(rest)
    length += rest.length
  }
  if (length > 0) yield decoded(pieces)
}

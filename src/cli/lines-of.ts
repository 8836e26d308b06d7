import { createReadStream } from 'node:fs'

const maxLine = 4 * 1024 * 1024

/**
 * A file's lines, split at line feeds alone (audit entries may hold other line separators). Memory is bounded: of a longer
 * line the beginning is given. Bytes that are no UTF-8 come out as text that no entry has.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, Buffer.from(chunk)])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield decoded(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
    }
    if (rest.length > maxLine) rest = rest.subarray(0, maxLine)
  }
  if (rest.length > 0) yield decoded(rest)
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const decoded = (bytes: Uint8Array): string => {
  try {
    return strict.decode(bytes)
  } catch {
    return ''
  }
}

import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { extract, type Headers } from 'tar-stream'

export interface Unpacked {
  readonly headers: Headers
  readonly text: string
}

/** Unpacks by a library that shares nothing with the code under test. */
export const unpack = async (bytes: Uint8Array): Promise<readonly Unpacked[]> => {
  const reader = extract()
  Readable.from([gunzipSync(bytes)]).pipe(reader)
  const found: Unpacked[] = []
  for await (const entry of reader) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(Buffer.from(chunk))
    found.push({ headers: entry.header, text: Buffer.concat(chunks).toString('utf8') })
  }
  return found
}

export const fileIn = async (bytes: Uint8Array, name: string): Promise<string | undefined> =>
  (await unpack(bytes)).find(({ headers }) => headers.name === name)?.text

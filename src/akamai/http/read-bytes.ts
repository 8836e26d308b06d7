/** The body is longer than what is taken. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** Reads a body of at most `maxBytes`; a longer one is cut off at once and refused. */
export const readBytes = async (
  body: AsyncIterable<Uint8Array> | null | undefined,
  maxBytes: number,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream, which lets go of the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, size))
}

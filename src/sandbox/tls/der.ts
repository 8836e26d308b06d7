/** One DER element. */
const element = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag, ...lengthOf(content)]), content])

const lengthOf = (content: Uint8Array): number[] => {
  const size = content.length
  if (size < 0x80) return [size]
  return size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => element(0x30, Buffer.concat(items))
export const set = (...items: readonly Uint8Array[]): Buffer => element(0x31, Buffer.concat(items))
export const integer = (bytes: Uint8Array): Buffer => element(0x02, bytes)
export const bitString = (bytes: Uint8Array): Buffer => element(0x03, Buffer.concat([Buffer.from([0]), bytes]))
export const octetString = (bytes: Uint8Array): Buffer => element(0x04, bytes)
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text))
export const yes = element(0x01, Buffer.from([0xff]))
export const tagged = (number: number, content: Uint8Array): Buffer => element(0xa0 | number, content)
/** A context tag that holds plain bytes, as general names do. */
export const plainTagged = (number: number, content: Uint8Array): Buffer => element(0x80 | number, content)

/** Dates until 2049. */
export const utcTime = (date: Date): Buffer => {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return element(0x17, Buffer.from(`${digits}Z`))
}

/** An object identifier given as its encoded bytes in hex. */
export const objectId = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'))

import { crc32, deflateSync } from 'node:zlib'

type Pixel = readonly [number, number, number, number]

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

const png = (size: number, at: (x: number, y: number) => Pixel): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6], 8)
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, x) => at((x + 0.5) / size, (y + 0.5) / size)).flat()]),
  )
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const pixels = chunk('IDAT', deflateSync(Buffer.concat(rows)))
  return Buffer.concat([signature, chunk('IHDR', head), pixels, chunk('IEND', Buffer.alloc(0))])
}

/** A key: a ring, a shaft and two teeth, in a square from 0 to 1. */
const isKey = (x: number, y: number): boolean => {
  const ring = Math.hypot(x - 0.32, y - 0.5)
  const shaft = x > 0.48 && x < 0.86 && Math.abs(y - 0.5) < 0.05
  const teeth = y >= 0.5 && y < 0.66 && ((x > 0.66 && x < 0.73) || (x > 0.79 && x < 0.86))
  return (ring < 0.18 && ring > 0.09) || shaft || teeth
}

/** The app's icon as PNG: 192 pixels wide in colour, or 32 and white on nothing, as Teams wants them. */
export const drawIcon = (kind: 'color' | 'outline'): Buffer =>
  kind === 'color'
    ? png(192, (x, y) => (isKey(x, y) ? [255, 255, 255, 255] : [31, 58, 95, 255]))
    : png(32, (x, y) => (isKey(x, y) ? [255, 255, 255, 255] : [255, 255, 255, 0]))

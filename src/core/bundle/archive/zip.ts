import { gzip } from 'node:zlib'

const operatingSystemByte = 9
const unknownSystem = 255

/** Packs in the thread pool. The same bytes give the same result on every system: no time, no name, no system in it. */
export const zip = (tar: Uint8Array, level: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    gzip(tar, { level }, (error, packed) => {
      if (error) return reject(error)
      packed[operatingSystemByte] = unknownSystem
      resolve(packed)
    })
  })

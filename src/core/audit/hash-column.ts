/** Enough of a SHA-256 that nobody finds a second entry with the same. */
const bytesEach = 16
const firstCapacity = 64

/** The hashes of consecutive entries, 16 bytes each, so that a trail of millions of entries fits into memory. */
export class HashColumn {
  readonly #firstSeq: number
  #bytes = Buffer.alloc(firstCapacity * bytesEach)
  #count = 0

  constructor(firstSeq: number) {
    this.#firstSeq = firstSeq
  }

  push(hash: string): void {
    if ((this.#count + 1) * bytesEach > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)])
    this.#bytes.write(hash.slice(0, 2 * bytesEach), this.#count * bytesEach, 'hex')
    this.#count += 1
  }

  /** Whether entry `seq` is here and has this hash. */
  has(seq: number, hash: string): boolean {
    const at = seq - this.#firstSeq
    if (at < 0 || at >= this.#count) return false
    const found = this.#bytes.toString('hex', at * bytesEach, (at + 1) * bytesEach)
    return found === hash.slice(0, 2 * bytesEach)
  }
}

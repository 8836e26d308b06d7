import { type ChainHead, genesis } from './chain.ts'
import { HashColumn } from './hash-column.ts'
import { type BadLine, parseEntry } from './parse-entry.ts'
import { recordedHeads } from './recorded-heads.ts'

/** Where the trail is broken and how, as a sentence. Lines count from 1; 0 is the file as a whole. */
interface BrokenLink {
  readonly file: string
  readonly line: number
  readonly problem: string
}

/** One instance's entries within one file. `columns`: their hashes, one column for each stretch without a gap. */
interface Run {
  readonly file: string
  readonly line: number
  readonly first: { readonly seq: number; readonly prev: string }
  readonly columns: HashColumn[]
  last: ChainHead
}

/** What another instance saw of this one when it started. */
interface Claim {
  readonly file: string
  readonly line: number
  readonly head: ChainHead
}

/** Read file by file, line by line; then asked for the outcome. */
export interface Verifier {
  add(file: string, line: number, text: string): void
  finish(): Verified
}

export interface Verified {
  readonly entries: number
  /** The last entry of each instance, to be compared with the heads that were anchored elsewhere. */
  readonly heads: readonly ChainHead[]
  /** In the order of files and lines; empty: intact. */
  readonly broken: readonly BrokenLink[]
  /** True but worth knowing: entries before these files, instances that are not among them. */
  readonly notes: readonly string[]
}

const badLines: Readonly<Record<BadLine, string>> = {
  unreadable: 'is no entry: it was edited or cut off',
  edited: 'was edited: its hash does not fit what it says',
  newer: 'was written by a newer version of this program, which must verify it',
}

/** So many problems are listed; the rest is counted. */
const mostBroken = 1_000

const gap = (last: ChainHead, seq: number): string => {
  if (seq <= last.seq) return `entry ${seq} stands after entry ${last.seq}: the order was changed, or an entry repeated`
  const missing = seq - last.seq - 1
  return missing === 1
    ? `entry ${last.seq + 1} of ${last.instance} was removed`
    : `entries ${last.seq + 1} to ${seq - 1} of ${last.instance} were removed`
}

const linkProblem = (last: ChainHead, next: { seq: number; prev: string }): string | undefined => {
  if (next.seq !== last.seq + 1) return gap(last, next.seq)
  return next.prev === last.hash
    ? undefined
    : `entry ${next.seq} does not follow from entry ${last.seq}: one was replaced`
}

class ChainVerifier implements Verifier {
  readonly #runs = new Map<string, Run[]>()
  readonly #claims: Claim[] = []
  readonly #broken: BrokenLink[] = []
  readonly #files = new Map<string, number>()
  #entries = 0
  #brokenCount = 0

  add(file: string, line: number, text: string): void {
    if (!this.#files.has(file)) this.#files.set(file, this.#files.size)
    const read = parseEntry(text)
    if (!read.ok) {
      this.#break({ file, line, problem: `this line ${badLines[read.bad]}` })
      return
    }
    const { entry } = read
    this.#entries += 1
    for (const head of recordedHeads(entry.event)) this.#claims.push({ file, line, head })
    this.#extend(file, line, entry)
  }

  #extend(file: string, line: number, entry: ChainHead & { readonly prev: string }): void {
    const { instance, seq, prev, hash } = entry
    const runs = this.#runs.get(instance) ?? []
    this.#runs.set(instance, runs)
    const known = runs.findLast((one) => one.file === file)
    const run: Run = known ?? { file, line, first: { seq, prev }, columns: [], last: entry }
    if (known === undefined) runs.push(run)
    const problem = known && linkProblem(known.last, entry)
    if (problem) this.#break({ file, line, problem })
    if (known?.last.seq !== seq - 1) run.columns.push(new HashColumn(seq))
    run.columns.at(-1)?.push(hash)
    run.last = { instance, seq, hash }
  }

  /** The first ones are kept: a file that is something else has a problem in each of its lines. */
  #break(link: BrokenLink): void {
    this.#brokenCount += 1
    if (this.#broken.length < mostBroken) this.#broken.push(link)
  }

  finish(): Verified {
    const runs = [...this.#runs.values()].map((all) => [...all].sort((a, b) => a.first.seq - b.first.seq))
    const broken = [...this.#broken, ...runs.flatMap((all) => this.#seams(all)), ...this.#unkept()]
    const order = (link: BrokenLink): number => this.#files.get(link.file) ?? 0
    return {
      entries: this.#entries,
      heads: runs.flatMap((all) => all.at(-1)?.last ?? []),
      broken: broken.sort((a, b) => order(a) - order(b) || a.line - b.line),
      notes: [...runs.flatMap((all) => this.#start(all)), ...this.#strangers(), ...this.#unlisted()],
    }
  }

  /** Between the files of one instance. */
  #seams(runs: readonly Run[]): BrokenLink[] {
    return runs.slice(1).flatMap((run, index) => {
      const before = runs[index]
      const problem = before && linkProblem(before.last, run.first)
      return problem ? [{ file: run.file, line: run.line, problem }] : []
    })
  }

  #start([first]: readonly Run[]): string[] {
    if (first === undefined || (first.first.seq === 1 && first.first.prev === genesis)) return []
    return [`${first.last.instance} begins with entry ${first.first.seq}; the ones before are not among these files`]
  }

  /** Heads that a later instance recorded and that the files no longer have. */
  #unkept(): BrokenLink[] {
    return this.#claims
      .filter(({ head }) => this.#reaches(head) && !this.#holds(head))
      .map(({ file, line, head }) => ({
        file,
        line,
        problem: `${head.instance} had ${head.seq} entries when this was written: some were removed from its end, or replaced`,
      }))
  }

  /** False when the recorded entry would stand in a file that was not given. */
  #reaches(head: ChainHead): boolean {
    const runs = this.#runs.get(head.instance) ?? []
    return runs.some((run) => run.first.seq <= head.seq)
  }

  #holds({ instance, seq, hash }: ChainHead): boolean {
    const runs = this.#runs.get(instance) ?? []
    return runs.some(({ columns }) => columns.some((column) => column.has(seq, hash)))
  }

  #unlisted(): string[] {
    const more = this.#brokenCount - this.#broken.length
    return more === 0 ? [] : [`${more} more problems are not listed`]
  }

  #strangers(): string[] {
    const names = this.#claims.map(({ head }) => head.instance).filter((name) => !this.#runs.has(name))
    return [...new Set(names)].map((name) => `${name} is mentioned, and none of its entries are among these files`)
  }
}

/** Finds edited, removed, reordered and replaced entries in the files of a trail, whichever instances wrote them. */
export const verifier = (): Verifier => new ChainVerifier()

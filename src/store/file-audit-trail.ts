import { type FileHandle, open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditEvent } from '../core/audit/audit-event.ts'
import { type ChainEntry, type ChainHead, headOf, lineOf, linked, newChain } from '../core/audit/chain.ts'
import { trailOpened } from '../core/audit/recorded-heads.ts'
import type { AuditTrail } from '../core/ports/audit-trail.ts'
import type { Clock } from '../core/ports/clock.ts'
import { type AuditFile, auditFileName, auditFiles, fileEnd } from './audit-files.ts'
import { makeFolder } from './make-folder.ts'
import { otherHeads } from './other-heads.ts'

export interface FileAuditTrailOptions {
  readonly dir: string
  /** This process: letters, digits, `.`, `_` and `-`. A name used before goes on with its chain. */
  readonly instance: string
  readonly clock: Clock
  /** Every line goes here too once it is on disk: standard output. */
  readonly print: (line: string) => void
}

export interface FileAuditTrail extends AuditTrail {
  /** The last entry on disk: what is sent to an anchor. */
  head(): ChainHead
  close(): Promise<void>
}

interface Waiting {
  readonly events: readonly AuditEvent[]
  resolve(): void
  reject(error: unknown): void
}

interface OpenFile {
  readonly handle: FileHandle
  readonly month: string
  size: number
}

const openFile = async (dir: string, month: string, instance: string): Promise<OpenFile> => {
  const handle = await open(join(dir, auditFileName(month, instance)), 'a', 0o640)
  const folder = await open(dir, 'r')
  await folder.sync()
  await folder.close()
  return { handle, month, size: (await handle.stat()).size }
}

const chained = (head: ChainHead, events: readonly AuditEvent[], atMs: number): ChainEntry[] => {
  const entries: ChainEntry[] = []
  for (const event of events) {
    const last = entries.at(-1)
    entries.push(linked(last ? headOf(last) : head, event, atMs))
  }
  return entries
}

/** What nobody waits for is on disk after this, or with the next that somebody waits for. Wall time. */
const soonMs = 25

/** Appends in batches: what arrives during a sync shares the next one. */
class ChainedFile implements FileAuditTrail {
  readonly #options: FileAuditTrailOptions
  #file: OpenFile
  #head: ChainHead
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #soon: NodeJS.Timeout | undefined
  #broken: unknown

  constructor(options: FileAuditTrailOptions, file: OpenFile, head: ChainHead) {
    this.#options = options
    this.#file = file
    this.#head = head
  }

  head(): ChainHead {
    return this.#head
  }

  append(events: readonly AuditEvent[], urgency: 'now' | 'soon' = 'now'): Promise<void> {
    if (events.length === 0) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject })
      if (urgency === 'now') this.#start()
      else this.#soon ??= setTimeout(() => this.#start(), soonMs)
    })
  }

  async close(): Promise<void> {
    this.#start()
    await this.#writing
    await this.#file.handle.close()
  }

  #start(): void {
    clearTimeout(this.#soon)
    this.#soon = undefined
    if (this.#waiting.length > 0) this.#writing ??= this.#drain()
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0)
      try {
        await this.#write(batch.flatMap(({ events }) => events))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    // In the same turn as the look at what is waiting, or an append in between would wait for ever.
    this.#writing = undefined
  }

  async #write(events: readonly AuditEvent[]): Promise<void> {
    if (this.#broken) throw this.#broken
    const now = this.#options.clock.now()
    await this.#turnOver(now)
    const entries = chained(this.#head, events, now)
    const lines = entries.map(lineOf)
    await this.#put(`${lines.join('\n')}\n`)
    const last = entries.at(-1)
    if (last) this.#head = headOf(last)
    for (const line of lines) this.#options.print(line)
  }

  async #put(text: string): Promise<void> {
    const { handle, size } = this.#file
    try {
      await handle.appendFile(text)
      await handle.datasync()
      this.#file.size += Buffer.byteLength(text)
    } catch (error) {
      await this.#undo(size, error)
      throw error
    }
  }

  /** Half a line of a full disk must not stay: the next entry would stand behind it. */
  async #undo(size: number, cause: unknown): Promise<void> {
    try {
      await this.#file.handle.truncate(size)
    } catch (error) {
      this.#broken = new Error('the audit trail cannot be written any more', { cause: [cause, error] })
    }
  }

  /** A clock that goes back does not reopen an older month: the chain's order is that of the files. */
  async #turnOver(now: number): Promise<void> {
    const month = monthOf(now)
    if (month <= this.#file.month) return
    const next = await openFile(this.#options.dir, month, this.#options.instance)
    await this.#file.handle.close()
    this.#file = next
  }
}

const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** The folder of the trail does not take it: somebody has to act before the bot can start. */
export class TrailProblem extends Error {
  override readonly name = 'TrailProblem'
  constructor(dir: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(
      `The audit trail cannot be written in ${dir} (${why}). Give this user the folder, or name another in audit.dir.`,
      {
        cause,
      },
    )
  }
}

/** The chain to go on with. A last line that a crash cut off was never acknowledged, and is taken away. */
const resume = async (mine: readonly AuditFile[]): Promise<ChainHead | undefined> => {
  for (const { path } of [...mine].reverse()) {
    const end = await fileEnd(path)
    await truncate(path, end.wholeBytes)
    if (end.head) return end.head
  }
  return undefined
}

const openIn = async (options: FileAuditTrailOptions): Promise<FileAuditTrail> => {
  const { dir, instance, clock } = options
  await makeFolder(dir)
  const files = await auditFiles(dir)
  const mine = files.filter((file) => file.instance === instance)
  const head = (await resume(mine)) ?? newChain(instance)
  const month = [monthOf(clock.now()), mine.at(-1)?.month ?? ''].sort().at(-1) ?? ''
  const trail = new ChainedFile(options, await openFile(dir, month, instance), head)
  await trail.append([trailOpened(await otherHeads(files, instance))])
  return trail
}

/**
 * The trail of this process: `audit-<year>-<month>-<instance>.jsonl` in a folder, synced before `append` resolves. Its first
 * entry names the heads of the other instances' chains. Throws a `TrailProblem` when the folder cannot be written.
 */
export const openFileAuditTrail = async (options: FileAuditTrailOptions): Promise<FileAuditTrail> => {
  const { dir, instance } = options
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(instance)) throw new Error(`no name for an audit file: ${instance}`)
  return openIn(options).catch((cause: unknown) => {
    throw new TrailProblem(dir, cause)
  })
}

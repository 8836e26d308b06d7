import type { AuditEvent } from '../../src/core/audit/audit-event.ts'
import type {
  Change,
  Committed,
  Held,
  PartId,
  RecordKey,
  Records,
  Snapshot,
  Versions,
} from '../../src/core/ports/records.ts'
import { recordPart } from '../../src/core/request/move.ts'
import type { Part } from '../../src/core/request/part.ts'
import type { ActionRecord } from '../../src/core/request/record.ts'
import { isEnd } from '../../src/core/request/state.ts'

interface Slot<T> {
  value: T
  ver: number
  claim?: string
}

const heldOf = <T>({ value, ver, claim }: Slot<T>): Held<T> => ({
  value,
  ver,
  ...(claim === undefined ? {} : { claim }),
})

/** One account's records in memory, with the compare-and-set rules of the port. `now`: the clock port. */
export class MemoryRecords {
  readonly #records = new Map<string, { record: Slot<ActionRecord>; parts: Map<PartId, Slot<Part>> }>()
  readonly #due = new Map<string, { id: string; part: PartId; at: number }>()
  readonly #locks = new Map<string, string>()
  readonly #ops = new Map<string, Committed>()
  /** Without a heartbeat: others may take over what they have claimed. */
  readonly #silent = new Set<string>()
  readonly events: (AuditEvent & { readonly at: number })[] = []
  readonly #now: () => number
  readonly #told: (before: Snapshot, after: Snapshot, worker: string) => void

  /** `told`: of each commit that changed something. */
  constructor(now: () => number, told: (before: Snapshot, after: Snapshot, worker: string) => void = () => undefined) {
    this.#now = now
    this.#told = told
  }

  holderOf(lock: string): string | undefined {
    return this.#locks.get(lock)
  }

  /** Locks that somebody holds. */
  get locks(): readonly string[] {
    return [...this.#locks.keys()]
  }

  /** Its heartbeat ends; it begins anew with its next claim or with a fence that it passes, if it still lives. */
  silence(worker: string): void {
    this.#silent.add(worker)
  }

  create(record: ActionRecord, parts: readonly Part[]): void {
    const slots = new Map(parts.map((part): [PartId, Slot<Part>] => [part.id, { value: part, ver: 1 }]))
    this.#records.set(record.id, { record: { value: record, ver: 1 }, parts: slots })
    this.#setDue(record.id, recordPart, this.#now())
  }

  snapshot(id: string): Snapshot | undefined {
    const found = this.#records.get(id)
    if (found === undefined) return undefined
    const parts = new Map([...found.parts].map(([part, slot]) => [part, heldOf(slot)]))
    return { record: heldOf(found.record), parts }
  }

  #setDue(id: string, part: PartId, at: number | 'never'): void {
    if (at === 'never') this.#due.delete(`${id} ${part}`)
    else this.#due.set(`${id} ${part}`, { id, part, at })
  }

  #slot(id: string, part: PartId): Slot<unknown> | undefined {
    const found = this.#records.get(id)
    return part === recordPart ? found?.record : found?.parts.get(part)
  }

  #stand(id: string, { record, parts }: Versions): boolean {
    const versions = { ...parts, ...(record === undefined ? {} : { [recordPart]: record }) }
    return Object.entries(versions).every(([part, ver]) => (this.#slot(id, part)?.ver ?? 0) === ver)
  }

  #leftStands({ id, claim = recordPart }: Change, left: Committed, worker: string): boolean {
    return left.kind === 'ok' && this.#slot(id, claim)?.claim === worker && this.#stand(id, left)
  }

  #refusal(change: Change, worker: string): Committed | undefined {
    const { id, expect, claim, locks, unlessAfter } = change
    if (!this.#records.has(id) || !this.#stand(id, expect)) return { kind: 'moved' }
    if (change.fence === true && this.#slot(id, claim ?? recordPart)?.claim !== worker) return { kind: 'moved' }
    if (unlessAfter !== undefined && this.#now() >= unlessAfter) return { kind: 'lapsed' }
    const by = claim === undefined ? undefined : this.#slot(id, claim)?.claim
    if (by !== undefined && by !== worker && !this.#silent.has(by)) return { kind: 'claimed', by }
    for (const lock of locks?.take ?? []) {
      const holder = this.#locks.get(lock)
      if (holder !== undefined && holder !== id) return { kind: 'locked', lock, holder }
    }
    return undefined
  }

  #put(change: Change, worker: string): void {
    const found = this.#records.get(change.id)
    if (found === undefined) return
    if (change.record !== undefined) {
      found.record.value = change.record
      found.record.ver += 1
    }
    for (const part of change.parts ?? []) {
      const slot = found.parts.get(part.id)
      if (slot === undefined) found.parts.set(part.id, { value: part, ver: 1 })
      else Object.assign(slot, { value: part, ver: slot.ver + 1 })
    }
    this.#claims(change, worker)
  }

  #claims({ id, claim, release, record, parts }: Change, worker: string): void {
    const slot = claim === undefined ? undefined : this.#slot(id, claim)
    if (slot !== undefined) {
      this.#silent.delete(worker)
      slot.claim = worker
      const isTouched = claim === recordPart ? record !== undefined : (parts ?? []).some((part) => part.id === claim)
      if (!isTouched) slot.ver += 1
    }
    for (const part of release ?? []) {
      const freed = this.#slot(id, part)
      if (freed?.claim === worker) delete freed.claim
    }
  }

  commit(change: Change, worker: string): Committed {
    const before = this.#ops.get(change.op)
    if (before !== undefined && (change.fence !== true || this.#leftStands(change, before, worker))) return before
    const refused = this.#refusal(change, worker)
    const seen = this.snapshot(change.id)
    const unmoved = change.seen === undefined ? {} : { unmoved: this.#stand(change.id, change.seen) }
    if (refused !== undefined || seen === undefined) return refused ?? { kind: 'moved' }
    this.#put(change, worker)
    for (const lock of change.locks?.take ?? []) this.#locks.set(lock, change.id)
    for (const lock of change.locks?.free ?? []) if (this.#locks.get(lock) === change.id) this.#locks.delete(lock)
    if (change.record !== undefined && isEnd(change.record.state))
      for (const [key, { id }] of this.#due) if (id === change.id) this.#due.delete(key)
    for (const [part, at] of Object.entries(change.due ?? {})) this.#setDue(change.id, part, at)
    for (const event of change.events) this.events.push({ ...event, record: change.id, at: this.#now() })
    // As Redis answers: of the parts that this change has touched alone.
    const touched = new Set([...(change.parts ?? []).map(({ id }) => id), change.claim])
    const versions = Object.fromEntries(
      [...(this.#records.get(change.id)?.parts ?? [])].flatMap(([id, { ver }]) => (touched.has(id) ? [[id, ver]] : [])),
    )
    const ok = { kind: 'ok', record: this.#slot(change.id, recordPart)?.ver ?? 0, parts: versions, ...unmoved } as const
    this.#ops.set(change.op, ok)
    this.#told(seen, this.snapshot(change.id) ?? seen, worker)
    return ok
  }

  fence({ id }: RecordKey, expect: { record: number; part: PartId; ver: number }, worker: string): boolean {
    const slot = this.#slot(id, expect.part)
    const passes =
      slot?.claim === worker && slot.ver === expect.ver && this.#slot(id, recordPart)?.ver === expect.record
    if (passes) this.#silent.delete(worker)
    return passes
  }

  /** Whether another worker has claimed that part. */
  isTakenOver({ id }: RecordKey, part: PartId, worker: string): boolean {
    const claim = this.#slot(id, part)?.claim
    return claim !== undefined && claim !== worker
  }

  due(): readonly { readonly account: string; readonly id: string; readonly part: PartId; readonly at: number }[] {
    return [...this.#due.values()].sort((a, b) => a.at - b.at).map((item) => ({ account: 'acme', ...item }))
  }

  /** The port as one worker has it; `turn` is awaited before each call. */
  portOf(worker: string, turn: () => Promise<unknown>): Records {
    const after = async <T>(act: () => T): Promise<T> => {
      await turn()
      return act()
    }
    return {
      create: () => Promise.reject(new Error('not in this world')),
      load: ({ id }) => after(() => this.snapshot(id)),
      commit: (change) => after(() => this.commit(change, worker)),
      fence: (key, expect) => after(() => this.fence(key, expect, worker)),
      open: async () => [],
      recent: async () => [],
      owingReview: async () => [],
      due: async () => [],
      nextDue: async () => undefined,
      holderOf: (_account, locks) =>
        after(() =>
          Object.fromEntries(
            locks.flatMap((lock) => (this.#locks.has(lock) ? [[lock, this.#locks.get(lock) ?? '']] : [])),
          ),
        ),
      history: async ({ id }) => this.events.filter(({ record }) => record === id),
    }
  }
}

import type { EdgeKv } from '../ports/edge-kv.ts'
import type { InventoryToken } from './inventory.ts'
import type { ReadingTools } from './read-contents.ts'

/** Token details of a scan that has not finished, so that one that breaks off goes on where it was. */
export interface UnfinishedScan {
  load(): Promise<readonly InventoryToken[]>
  add(tokens: readonly InventoryToken[]): Promise<void>
  /** It has finished: nothing of it is needed any more. */
  end(): Promise<void>
}

export interface ScanTools extends ReadingTools {
  readonly edgeKv: EdgeKv
  /** Default: a scan that breaks off asks for all details anew. */
  readonly unfinished?: UnfinishedScan
  now(): number
}

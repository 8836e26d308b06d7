/** A stretch of time in which no activation or revocation starts. From `fromMs` until before `toMs` (UTC). */
export interface Freeze {
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
}

/** How rotations go, from the configuration. Durations in ms. */
export interface RotationSettings {
  readonly soakMs: number
  /** 0 leaves the gate out. */
  readonly sourceDeadlineMs: number
  /** How many targets of a network go at once, wave after wave; `all` is the rest. */
  readonly waves: readonly (number | 'all')[]
  readonly productionGate: boolean
  readonly freezes: readonly Freeze[]
}

/** The freeze that holds now, if any. */
export const freezeAt = (settings: RotationSettings, now: number): Freeze | undefined =>
  settings.freezes.find((freeze) => now >= freeze.fromMs && now < freeze.toMs)

import type { Sign } from './connector/sign.ts'
import type { TeamsDriver } from './driver/driver.ts'
import type { TeamsEffect } from './world/effect.ts'
import type { Fault } from './world/world.ts'

export interface TeamsOptions {
  /** Virtual time: `GET` answers `{now, rate, revision}`. Absent: wall time. */
  readonly clockUrl?: string
  readonly port?: number
}

/** A Teams tenant on loopback with one bot: the Bot Connector, sign-in, OpenID keys, Graph, and a page. */
export interface TeamsSandbox {
  readonly appId: string
  readonly appPassword: string
  readonly tenantId: string
  /** The service URL, and the address of sign-in and Graph. */
  readonly url: string
  readonly openIdUrl: string
  readonly pageUrl: string
  /** Tells the connector the bot's messaging endpoint; the bot hears of every conversation that it is installed in. */
  readonly connect: (bot: { readonly url: string }) => Promise<void>
  readonly driver: TeamsDriver
  readonly sign: Sign
  /** All that passed between the bot and Teams so far, oldest first. */
  readonly effects: () => readonly TeamsEffect[]
  /** How many calls the connector got. */
  readonly calls: () => number
  /** How many of them were too many for Teams' rates. */
  readonly refusedForRate: () => number
  /** The next calls of the connector that fit fail so, in order. */
  readonly fail: (...faults: readonly Fault[]) => void
  /** Who belongs to an Entra group, by object ids. */
  readonly group: (id: string, people: readonly string[]) => void
  /** Whether the app has been given Graph's permissions; it has by default. */
  readonly grantGroups: (granted: boolean) => void
  /** The bot is in this conversation, or not, without being told. */
  readonly install: (conversation: string, installed: boolean) => void
  /** Whether Teams' own rates are enforced; they are by default. */
  readonly limits: (enforced: boolean) => void
  readonly close: () => Promise<void>
}

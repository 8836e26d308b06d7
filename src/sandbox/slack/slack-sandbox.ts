import type { SlackDriver } from './driver/driver.ts'
import type { SlackEffect } from './world/effect.ts'
import type { Seed } from './world/seed.ts'
import type { Settings } from './world/settings.ts'

export interface SlackOptions {
  /** Virtual time: `GET` answers `{now, rate, revision}`. Absent: wall time. */
  readonly clockUrl?: string
  /** The sandbox's control; the page changes the clock there. */
  readonly controlUrl?: string
  /** The page of the Teams sandbox; ours shows it beside itself. */
  readonly teamsPageUrl?: string
  readonly port?: number
  readonly seed?: Seed
  readonly settings?: Partial<Settings>
}

/** A Slack workspace on loopback, strict where Slack is strict. */
export interface SlackSandbox {
  readonly url: string
  /** For Bolt's `clientOptions.slackApiUrl`; ends in a slash. */
  readonly apiUrl: string
  readonly pageUrl: string
  readonly signingSecret: string
  readonly botToken: string
  readonly appToken: string
  /**
   * Tells Slack the app's request URL. With `verify` it is asked for Slack's `url_verification` first; answers whether
   * it gave the challenge back.
   */
  readonly connect: (app: { readonly url: string; readonly verify?: boolean }) => Promise<boolean>
  readonly driver: SlackDriver
  readonly effects: () => SlackEffect[]
  readonly settings: (change: Partial<Settings>) => void
  /** Puts people, channels or groups in the place of those with the same id. */
  readonly change: (part: Partial<Pick<Seed, 'people' | 'channels' | 'groups'>>) => void
  /** Asks connected Socket Mode clients to connect again, or to go. */
  readonly disconnectSockets: (reason: 'refresh_requested' | 'warning' | 'link_disabled') => void
  /** A new workspace; the app stays connected. */
  readonly reset: (seed?: Seed) => void
  readonly close: () => Promise<void>
}

import type { JsonObject } from '../json.ts'
import type { NewEffect, SlackEffect } from './effect.ts'
import type { Message } from './message.ts'
import { sampleSeed } from './sample-seed.ts'
import type { Channel, Person, Seed, UserGroup } from './seed.ts'
import { defaultSettings, type Settings } from './settings.ts'
import type { View } from './view.ts'

/** A trigger_id: good once and for three seconds. */
export interface Trigger {
  readonly person: string
  readonly at: number
  used: boolean
  /** The modal it was made in, so that another can be put upon it. */
  readonly viewId?: string
}

/** A response_url: five uses in thirty minutes. */
export interface ResponseHook {
  readonly person: string
  readonly channel: string
  readonly at: number
  uses: number
  /** The message that `replace_original` and `delete_original` mean. */
  originalTs?: string
  readonly threadTs?: string
}

/** Everything that a reset makes anew. */
export interface State {
  readonly team: Seed['team']
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  readonly groups: Map<string, UserGroup>
  /** Per channel, oldest first, ephemerals and thread replies included. */
  readonly messages: Map<string, Message[]>
  readonly views: Map<string, View>
  readonly triggers: Map<string, Trigger>
  readonly hooks: Map<string, ResponseHook>
  /** Wall times at which addresses for Socket Mode were handed out, per ticket. */
  readonly tickets: Map<string, number>
  /** Wall times of calls that counted against a limit, per limit. */
  readonly calls: Map<string, number[]>
  readonly effects: SlackEffect[]
  settings: Settings
  lastTs: number
  lastId: number
}

/** The workspace and what its parts need of each other. */
export interface World {
  state: State
  /** Virtual time in ms: shown to people, never used for pacing or signatures. */
  readonly now: () => number
  /** Called after each change that people can see. */
  readonly listeners: Set<() => void>
  /** Where this server listens, e.g. `http://127.0.0.1:4000`. */
  url: string
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]))

export const freshState = (seed: Seed = sampleSeed, settings: Settings = defaultSettings): State => ({
  team: seed.team,
  people: byId(seed.people),
  channels: byId(seed.channels),
  groups: byId(seed.groups),
  messages: new Map(),
  views: new Map(),
  triggers: new Map(),
  hooks: new Map(),
  tickets: new Map(),
  calls: new Map(),
  effects: [],
  settings,
  lastTs: 0,
  lastId: 0,
})

export const changed = (world: World): void => {
  for (const listener of world.listeners) listener()
}

const keepEffects = 20_000

/** Writes one line of the log of effects. */
export const record = (world: World, effect: NewEffect): void => {
  const { effects } = world.state
  const n = (effects.at(-1)?.n ?? 0) + 1
  effects.push({ n, at: world.now(), wall: Date.now(), ...effect })
  if (effects.length > keepEffects) effects.shift()
}

/** An id like Slack's: a letter for the kind, then something unique in this world. */
export const newId = (world: World, kind: string): string => {
  world.state.lastId += 1
  return `${kind}0${Date.now().toString(36).toUpperCase()}${world.state.lastId.toString(36).toUpperCase()}`
}

/** A message id: wall time in microseconds, never the same twice. */
export const newTs = (world: World): string => {
  const micros = Math.max(Date.now() * 1000, world.state.lastTs + 1)
  world.state.lastTs = micros
  const digits = String(micros)
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** Log text of arguments never holds Slack's own token. */
export const withoutToken = (args: JsonObject): JsonObject => {
  const { token: _token, ...rest } = args
  return rest
}

import type { Server } from 'node:http'
import { type ChangeStream, createChangeStream } from '../page/change-stream.ts'
import { pageRoutes } from '../page/page-routes.ts'
import { connect } from './deliver/connect.ts'
import { closeLink, createLink, type Link, stopRetries } from './deliver/link.ts'
import { createDriver } from './driver/create-driver.ts'
import { type FollowedClock, followClock } from './follow-clock.ts'
import { apiRoute } from './http/api-route.ts'
import { controlRoute } from './http/control-route.ts'
import { responseUrlRoute } from './http/response-url-route.ts'
import type { Route } from './http/route.ts'
import { serve } from './http/serve.ts'
import type { SlackOptions, SlackSandbox } from './slack-sandbox.ts'
import { identity } from './world/identity.ts'
import type { Seed } from './world/seed.ts'
import { defaultSettings } from './world/settings.ts'
import { changed, freshState, type World } from './world/world.ts'

const change = (world: World, part: Parameters<SlackSandbox['change']>[0]): void => {
  for (const person of part.people ?? []) world.state.people.set(person.id, person)
  for (const channel of part.channels ?? []) world.state.channels.set(channel.id, channel)
  for (const group of part.groups ?? []) world.state.groups.set(group.id, group)
  changed(world)
}

/** Calls under way get their answer; streams and idle clients are cut off. */
const graceMs = 100

const stop = async (server: Server, link: Link, clock: FollowedClock, changes: ChangeStream): Promise<void> => {
  clock.close()
  changes.close()
  closeLink(link)
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const force = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(force)
}

const reset = (world: World, link: Link, settings: SlackOptions['settings'], seed: Seed | undefined): void => {
  stopRetries(link)
  world.state = freshState(seed, { ...defaultSettings, ...settings })
  changed(world)
}

const faceOf = (
  world: World,
  link: Link,
  options: SlackOptions,
): Omit<SlackSandbox, 'url' | 'close' | 'apiUrl' | 'pageUrl'> => ({
  signingSecret: identity.signingSecret,
  botToken: identity.botToken,
  appToken: identity.appToken,
  driver: createDriver(world, link),
  connect: (app) => connect(world, link, app),
  effects: () => [...world.state.effects],
  settings: (part) => {
    world.state.settings = { ...world.state.settings, ...part }
  },
  change: (part) => change(world, part),
  disconnectSockets: (reason) => link.hub.disconnect(reason),
  reset: (seed) => reset(world, link, options.settings, seed ?? options.seed),
})

/** Starts a Slack workspace on loopback: Web API, signed deliveries, Socket Mode, control and page. */
export const startSlack = async (options: SlackOptions = {}): Promise<SlackSandbox> => {
  const listeners = new Set<() => void>()
  const world: World = { state: freshState(), now: () => clock.now(), listeners, url: '' }
  const clock = followClock(options.clockUrl, () => changed(world))
  const link = createLink(world)
  reset(world, link, options.settings, options.seed)
  const { controlUrl, teamsPageUrl } = options
  const changes = createChangeStream(world, { rate: clock.rate, adjustable: controlUrl !== undefined })
  const beside = teamsPageUrl === undefined ? {} : { teamsPageUrl }
  const page = { world, changes, ...beside, ...(controlUrl === undefined ? {} : { controlUrl }) }
  const routes: Route[] = [apiRoute(world), responseUrlRoute(world), pageRoutes(page)]
  const { server, url } = await serve(routes, options.port ?? 0)
  server.on('upgrade', link.hub.upgrade)
  world.url = url
  const slack: SlackSandbox = {
    ...faceOf(world, link, options),
    url,
    apiUrl: `${url}/api/`,
    pageUrl: `${url}/`,
    close: () => stop(server, link, clock, changes),
  }
  routes.push(controlRoute(slack))
  return slack
}

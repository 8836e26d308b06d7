import type { Server } from 'node:http'
import { createChangeStream } from '../page/change-stream.ts'
import { followClock } from '../slack/follow-clock.ts'
import type { Route } from '../slack/http/route.ts'
import { serve } from '../slack/http/serve.ts'
import { connectorRoute } from './connector/connector-route.ts'
import { createSigning } from './connector/sign.ts'
import { teamsControlRoute } from './control-route.ts'
import { createDeliveries } from './deliver/deliver.ts'
import { createDriver } from './driver/create-driver.ts'
import { teamsPageRoute } from './page/page-route.ts'
import type { TeamsOptions, TeamsSandbox } from './teams-sandbox.ts'
import { identity } from './world/identity.ts'
import { changed, createTeamsWorld, type TeamsWorld } from './world/world.ts'

const install = (world: TeamsWorld, id: string, installed: boolean): void => {
  const known = world.conversations.get(id)
  if (known === undefined) throw new Error(`there is no conversation ${id}`)
  world.conversations.set(id, { ...known, installed })
}

const orders = (
  world: TeamsWorld,
): Pick<
  TeamsSandbox,
  'effects' | 'calls' | 'refusedForRate' | 'fail' | 'group' | 'grantGroups' | 'install' | 'limits'
> => ({
  effects: () => [...world.effects],
  calls: () => world.calls,
  refusedForRate: () => world.refusedForRate,
  fail: (...faults) => void world.faults.push(...faults),
  group: (id, people) => void world.groups.set(id, people),
  grantGroups: (granted) => {
    world.groupsReadable = granted
  },
  install: (id, installed) => install(world, id, installed),
  limits: (enforced) => {
    world.limits = enforced
  },
})

const end = async (server: Server): Promise<void> => {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/** Starts a Teams tenant on loopback: Bot Connector, sign-in, OpenID keys, Graph, signed deliveries and a page. */
export const startTeams = async (options: TeamsOptions = {}): Promise<TeamsSandbox> => {
  const world = createTeamsWorld(() => clock.now())
  const clock = followClock(options.clockUrl, () => changed(world))
  const signing = await createSigning()
  const address = { bot: '', url: '' }
  const sign = signing.signFor(() => address.url)
  const deliveries = createDeliveries(world, sign, () => (address.bot === '' ? undefined : address.bot))
  const driver = createDriver(world, deliveries, () => address.url)
  const changes = createChangeStream(world, { rate: clock.rate, adjustable: false })
  const connect = async (bot: { readonly url: string }): Promise<void> => {
    address.bot = bot.url
    const all = [...world.conversations.values()].filter(({ installed }) => installed)
    await Promise.all(all.map(({ id, members: [somebody = ''] }) => driver.installs(somebody, id)))
  }
  const pages = [teamsControlRoute({ connect, driver }), teamsPageRoute({ world, changes })]
  const routes: readonly Route[] = [connectorRoute(world, signing.keys), ...pages]
  const { server, url } = await serve(routes, options.port ?? 0)
  address.url = url
  return {
    appId: identity.appId,
    appPassword: identity.appPassword,
    tenantId: identity.tenantId,
    url,
    openIdUrl: `${url}/openid`,
    pageUrl: `${url}/`,
    connect,
    driver,
    sign,
    ...orders(world),
    close: async () => {
      clock.close()
      changes.close()
      await end(server)
    },
  }
}

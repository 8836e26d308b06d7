import { ownBoard } from '../core/chat/own-board.ts'
import { healthRoutes } from '../web/health-routes.ts'
import { startHttpServer } from '../web/http-server.ts'
import type { Metrics } from '../web/metrics.ts'
import { type NotificationMail, notificationsRoute } from '../web/notifications-route.ts'
import type { Route } from '../web/route.ts'
import type { AppOptions } from './app-options.ts'
import type { Closers } from './closers.ts'
import { chatTools } from './core-tools.ts'
import type { Opened } from './open-parts.ts'
import { readinessChecks } from './readiness-checks.ts'
import { showFigures } from './show-figures.ts'
import { takeNotification } from './take-notification.ts'

/** Measures how soon a chat platform gets its answer. */
const timed =
  (handle: Route['handle'], metrics: Metrics): Route['handle'] =>
  (request, response) => {
    const began = performance.now()
    response.once('finish', () => metrics.observeAck((performance.now() - began) / 1_000))
    return handle(request, response)
  }

/** What the chats and Akamai's forwarded mail knock at. */
const doors = async ({ parts, queues, slack, teams, metrics }: Opened, closers: Closers) => {
  const { config, stores, log } = parts
  const tools = chatTools(parts)
  const onReleased = () => queues.commands.nudge()
  const inbound = await slack?.listen(stores.inbox, onReleased)
  if (inbound !== undefined) closers.add(inbound, (app) => app.stop())
  const teamsHandler = teams?.listen({
    inbox: stores.inbox,
    onReleased,
    ownBoard: (sender, ref) => ownBoard(tools, sender, ref),
  })
  const post = (path: string, handle: Route['handle'] | undefined): readonly Route[] =>
    handle === undefined ? [] : [{ path, methods: ['POST'], maxBody: 1_000_000, handle: timed(handle, metrics) }]
  const take = (mail: NotificationMail) => takeNotification(tools, mail)
  const routes = [
    ...post('/slack/events', inbound?.handler),
    ...post('/api/messages', teamsHandler),
    notificationsRoute({ secret: config.notificationsSecret, take, log }),
  ]
  return { inbound, routes }
}

/** Opens the one port: health and figures in every role, the doors in the chat role. */
export const serve = async (opened: Opened, { roles: asked }: AppOptions, closers: Closers): Promise<number> => {
  const { parts, metrics } = opened
  const { config, stores, log } = parts
  const { inbound, routes } = asked.includes('chat') ? await doors(opened, closers) : { inbound: undefined, routes: [] }
  showFigures(metrics, opened)
  const server = await startHttpServer({
    port: config.http.port,
    log,
    routes: [...healthRoutes(readinessChecks(stores, inbound)), metrics.route, ...routes],
    ...(config.http.host === undefined ? {} : { host: config.http.host }),
  })
  closers.add(server, (one) => one.close())
  return server.port
}

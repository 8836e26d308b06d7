import { ownBoard } from '../core/chat/own-board.ts'
import { healthRoutes } from '../web/health-routes.ts'
import { startHttpServer } from '../web/http-server.ts'
import { createMetrics } from '../web/metrics.ts'
import { type NotificationMail, notificationsRoute } from '../web/notifications-route.ts'
import type { Route } from '../web/route.ts'
import type { AppOptions } from './app-options.ts'
import type { Closers } from './closers.ts'
import { chatTools } from './core-tools.ts'
import type { Opened } from './open-parts.ts'
import { readinessChecks } from './readiness-checks.ts'
import { showFigures } from './show-figures.ts'
import { takeNotification } from './take-notification.ts'

/** What the chats and Akamai's forwarded mail knock at. */
const doors = async ({ parts, queues, slack, teams }: Opened, closers: Closers) => {
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
    handle === undefined ? [] : [{ path, methods: ['POST'], maxBody: 1_000_000, handle }]
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
  const { parts } = opened
  const { config, stores, log } = parts
  const { inbound, routes } = asked.includes('chat') ? await doors(opened, closers) : { inbound: undefined, routes: [] }
  const metrics = createMetrics()
  closers.add(showFigures(metrics, parts), (shown) => shown.close())
  const server = await startHttpServer({
    port: config.http.port,
    log,
    routes: [...healthRoutes(readinessChecks(stores, inbound)), metrics.route, ...routes],
    ...(config.http.host === undefined ? {} : { host: config.http.host }),
  })
  closers.add(server, (one) => one.close())
  return server.port
}

import { ownBoard } from '../core/chat/own-board.ts'
import { healthRoutes } from '../web/health-routes.ts'
import { startHttpServer } from '../web/http-server.ts'
import { createMetrics } from '../web/metrics.ts'
import { notificationsRoute } from '../web/notifications-route.ts'
import type { AppOptions } from './app-options.ts'
import type { Closers } from './closers.ts'
import { chatTools } from './core-tools.ts'
import type { Opened } from './open-parts.ts'
import { readinessChecks } from './readiness-checks.ts'
import { showFigures } from './show-figures.ts'
import { takeNotification } from './take-notification.ts'

/** Opens the one port: health and figures in every role, the chats' doors in the chat role. */
export const serve = async (
  { parts, queues, slack, teams }: Opened,
  { roles: asked }: AppOptions,
  closers: Closers,
): Promise<number> => {
  const { config, stores, log } = parts
  const inbound = asked.includes('chat') ? await slack?.listen(stores.inbox, () => queues.commands.nudge()) : undefined
  if (inbound !== undefined) closers.add(inbound, (app) => app.stop())
  const metrics = createMetrics()
  closers.add(showFigures(metrics, parts), (shown) => shown.close())
  const checks = readinessChecks(stores, inbound)
  const { handler } = inbound ?? {}
  const teamsHandler = asked.includes('chat')
    ? teams?.listen({
        inbox: stores.inbox,
        onReleased: () => queues.commands.nudge(),
        ownBoard: (sender, ref) => ownBoard(chatTools(parts), sender, ref),
      })
    : undefined
  const tools = chatTools(parts)
  const notifications = notificationsRoute({
    secret: config.notificationsSecret,
    take: (mail) => takeNotification(tools, mail),
    log,
  })
  const server = await startHttpServer({
    port: config.http.port,
    log,
    routes: [
      ...healthRoutes(checks),
      metrics.route,
      ...(asked.includes('chat') ? [notifications] : []),
      ...(handler === undefined
        ? []
        : [{ path: '/slack/events', methods: ['POST'], maxBody: 1_000_000, handle: handler }]),
      ...(teamsHandler === undefined
        ? []
        : [{ path: '/api/messages', methods: ['POST'], maxBody: 1_000_000, handle: teamsHandler }]),
    ],
    ...(config.http.host === undefined ? {} : { host: config.http.host }),
  })
  closers.add(server, (one) => one.close())
  return server.port
}

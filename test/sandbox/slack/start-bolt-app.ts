import { createServer } from 'node:net'
import { App, LogLevel } from '@slack/bolt'
import type { SlackSandbox } from '../../../src/sandbox/slack/slack-sandbox.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** A bare Bolt app of no one here, installed in the sandbox's workspace; `socket` uses Socket Mode instead of HTTP. */
export const startBoltApp = async (
  slack: SlackSandbox,
  listen: (app: App) => void,
  { socket = false, verify = false }: { socket?: boolean; verify?: boolean } = {},
): Promise<App> => {
  const app = new App({
    token: slack.botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    ...(socket ? { socketMode: true, appToken: slack.appToken } : { signingSecret: slack.signingSecret }),
  })
  listen(app)
  const port = await freePort()
  await app.start(port)
  const connected = socket || (await slack.connect({ url: `http://127.0.0.1:${port}/slack/events`, verify }))
  if (!connected) throw new Error('the app did not give the challenge back')
  return app
}

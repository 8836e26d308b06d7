import { App, HTTPReceiver } from '@slack/bolt'

const [signingSecret = '', port = '0'] = process.argv.slice(2)

/** What Bolt itself costs: the same command, verified and acknowledged, and nothing else. */
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events' })
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-none', botId: 'B0', botUserId: 'U0' }) })
app.command('/edgekv', async ({ ack }) => {
  await ack()
})
await receiver.start({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')

import type { App } from '@slack/bolt'
import type { KnownBlock } from '@slack/types'

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: true })
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })

/** A card with every kind of element that an approval bot uses. */
export const cardBlocks = (seconds: number): KnownBlock[] => [
  { type: 'header', text: plain('Rotate EdgeKV token') },
  {
    type: 'section',
    text: mrkdwn('<@U0ANA> asks to rotate *`mkt_token1`* in <#C0MARKETING>'),
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: plain('Withdraw'), value: 'withdraw' },
        { text: plain('Details'), value: 'details' },
      ],
    },
  },
  {
    type: 'section',
    fields: [
      mrkdwn('*Token*\n`acme/mkt_token1` → `mkt_token1_r42`'),
      mrkdwn('*Networks*\nSTAGING, then PRODUCTION'),
      mrkdwn('*EdgeWorkers*\n3 (targets: 6)'),
      mrkdwn(`*Lapses*\n<!date^${seconds}^{date_short_pretty} {time}|later>`),
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'creates the new token' }] },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'rewrites ' },
              { type: 'text', text: 'edgekv_tokens.js', style: { code: true } },
            ],
          },
        ],
      },
    ],
  },
  {
    type: 'section',
    text: mrkdwn(
      '> Reason: <script>alert(1)</script> &lt;b&gt; *quarterly* _rotation_\n:white_check_mark: Done – plan checked\n:hourglass_flowing_sand: Waiting – approval\n```"namespace": "marketing"```',
    ),
  },
  { type: 'divider' },
  {
    type: 'context',
    elements: [
      mrkdwn('Needs 1 approval from <!subteam^S0EDGE>. Request R42. See <https://example.com/plan|the plan>.'),
    ],
  },
  {
    type: 'actions',
    block_id: 'decide-1',
    elements: [
      {
        type: 'button',
        action_id: 'approve',
        value: 'R42',
        style: 'primary',
        text: plain('Approve'),
        confirm: {
          title: plain('Approve R42?'),
          text: mrkdwn('Rotates mkt_token1 on STAGING and PRODUCTION.'),
          confirm: plain('Approve'),
          deny: plain('Not now'),
        },
      },
      { type: 'button', action_id: 'deny', value: 'R42', style: 'danger', text: plain('Deny') },
      { type: 'button', action_id: 'plan', value: 'R42', text: plain('Plan') },
    ],
  },
]

const reason: KnownBlock[] = [
  { type: 'section', text: mrkdwn('Everybody will read it.') },
  {
    type: 'input',
    block_id: 'reason',
    label: plain('Why not?'),
    hint: plain('One sentence is enough.'),
    element: { type: 'plain_text_input', action_id: 'text', multiline: true, min_length: 3, max_length: 200 },
  },
  {
    type: 'input',
    block_id: 'again',
    optional: true,
    label: plain('Ask again'),
    element: {
      type: 'radio_buttons',
      action_id: 'when',
      options: [
        { text: plain('Tomorrow'), value: '1d' },
        { text: plain('Next week'), value: '7d' },
      ],
    },
  },
]

/** An app that posts the card, decides it by click, asks for a reason, and greets at home. */
export const cardApp = (app: App): void => {
  app.command('/edgekv', async ({ ack, client, command }) => {
    await ack({ text: 'Asked in this channel.' })
    const seconds = Math.floor(Date.now() / 1000) + 3600
    await client.chat.postMessage({
      channel: command.channel_id,
      text: 'Approval needed: rotate mkt_token1',
      blocks: cardBlocks(seconds),
    })
  })
  app.action('approve', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions' || body.message === undefined) return
    const channel = body.channel?.id ?? ''
    const { ts } = body.message
    await client.chat.update({
      channel,
      ts,
      text: 'Approved',
      blocks: [{ type: 'section', text: mrkdwn(`:white_check_mark: *Approved* by <@${body.user.id}>`) }],
    })
    await client.chat.postMessage({ channel, thread_ts: ts, text: 'Everything follows here.' })
  })
  app.action('deny', async ({ ack, body, client }) => {
    await ack()
    if (body.type !== 'block_actions') return
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'deny',
        title: plain('Deny R42'),
        submit: plain('Deny'),
        close: plain('Back'),
        blocks: reason,
      },
    })
  })
  app.view('deny', async ({ ack, view }) => {
    const text = view.state.values['reason']?.['text']?.value ?? ''
    await (text.startsWith('no')
      ? ack({ response_action: 'errors', errors: { reason: 'Please say more than no' } })
      : ack())
  })
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: plain('Welcome home') },
          { type: 'section', text: mrkdwn('Nothing waits for you.') },
        ],
      },
    })
  })
}

import { verbHelp } from '../verb-help.ts'
import type { View } from './view.ts'

/** Short help: one verb, or all that the bot has. */
export const helpView = (topic?: string): View => {
  const one = verbHelp.find((help) => help.verb === topic)
  if (one !== undefined)
    return {
      summary: `/edgekv ${one.usage}: ${one.does}`,
      blocks: [
        { kind: 'heading', text: `/edgekv ${one.verb}` },
        { kind: 'text', text: [one.does] },
        { kind: 'snippet', text: `/edgekv ${one.usage}` },
      ],
    }
  return {
    summary: 'What you can say to /edgekv.',
    blocks: [
      { kind: 'heading', text: 'EdgeKV access tokens' },
      {
        kind: 'text',
        text: [
          'Watch, rotate and revoke the access tokens of your EdgeWorkers. Nothing changes before somebody else approves.',
        ],
      },
      { kind: 'snippet', text: verbHelp.map((help) => `/edgekv ${help.usage}\n    ${help.does}`).join('\n') },
      { kind: 'note', text: ['Lines of Akamai’s own command line work too. More about one: /edgekv help rotate.'] },
    ],
  }
}

/** A bare `/edgekv`: the few things that people come for, a button each. */
export const startView: View = {
  summary: 'EdgeKV access tokens: look at them, rotate one, or see what is running.',
  blocks: [
    { kind: 'heading', text: 'EdgeKV access tokens' },
    {
      kind: 'text',
      text: ['What would you like to do? Type it as well: ', { code: '/edgekv rotate mkt_token1' }, '.'],
    },
    {
      kind: 'buttons',
      buttons: [
        { action: 'run', value: 'list', label: 'All tokens' },
        { action: 'run', value: 'list --expiring=30d', label: 'Expiring soon' },
        { action: 'run', value: 'status', label: 'What is running' },
        { action: 'run', value: 'create', label: 'Create a token' },
        { action: 'run', value: 'help', label: 'Everything else' },
      ],
    },
  ],
}

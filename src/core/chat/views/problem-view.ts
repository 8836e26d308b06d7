import type { LineProblem } from '../grammar/command.ts'
import type { View } from './view.ts'

/** What is wrong with a line, with the asker's own line corrected and a button to run it. */
export const problemView = (problem: LineProblem): View => {
  const { message, corrected } = problem
  if (corrected === undefined)
    return {
      summary: message,
      blocks: [
        { kind: 'text', text: [message] },
        { kind: 'note', text: ['What you can say: /edgekv help.'] },
      ],
    }
  return {
    summary: `${message} Corrected: /edgekv ${corrected}`,
    blocks: [
      { kind: 'text', text: [message, ' Corrected:'] },
      { kind: 'snippet', text: `/edgekv ${corrected}` },
      { kind: 'buttons', buttons: [{ action: 'run', value: corrected, label: 'Run it', style: 'primary' }] },
    ],
  }
}

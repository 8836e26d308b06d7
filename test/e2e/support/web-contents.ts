import type { Searched } from './find-leaks.ts'

const paths = ['/metrics', '/healthz', '/readyz', '/slack/events', '/nowhere']

/** What the bot's own port answers to whoever asks. */
export const webContents = (url: string): Promise<readonly Searched[]> =>
  Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`${url}${path}`)
      const text = JSON.stringify([...answer.headers]) + (await answer.text())
      return { place: `web ${path}`, bytes: Buffer.from(text) }
    }),
  )

import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'
import { textOf } from './texts.ts'

/** What a bot says that could not save in time. */
export const cannotSave = /I can't save this now; nothing has happened/

export const mostTries = 10

/** A loaded machine may not save in time, and says so: as people do, it is tried again. */
export const untilSaved = async <Result>(
  once: () => Promise<readonly [Result, SeenMessage]>,
): Promise<readonly [Result, SeenMessage]> => {
  for (let tries = 1; ; tries += 1) {
    const answered = await once()
    if (tries === mostTries || !cannotSave.test(textOf(answered[1]))) return answered
  }
}

/** What shows by itself has no place for that sentence, and Slack takes it for three seconds alone: it is tried again, too. */
export const untilShown = async <Shown>(act: () => Promise<unknown>, shown: () => Promise<Shown>): Promise<Shown> => {
  for (let tries = 1; ; tries += 1) {
    await act()
    const seen = await shown().catch((error: unknown) => {
      if (tries === 3) throw error
      return undefined
    })
    if (seen !== undefined) return seen
  }
}

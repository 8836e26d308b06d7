const { stdout } = process
let isGone = false
stdout.once('error', () => {
  isGone = true
})

/** Until the reader has taken what was written, or is gone. */
const drained = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const name of ['drain', 'error', 'close']) stdout.off(name, done)
      resolve()
    }
    for (const name of ['drain', 'error', 'close']) stdout.on(name, done)
  })

/** Prints one line and waits for a slow reader: output of any length needs little memory. Nothing, once the reader is gone. */
export const printLine = async (line: string): Promise<void> => {
  if (!isGone && !stdout.write(`${line}\n`)) await drained()
}

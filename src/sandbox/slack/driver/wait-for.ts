const lookEveryMs = 50

/**
 * Looks now, after every change in the world and every 50 ms (what is looked for may be elsewhere), until something
 * is there; rejects after `ms`.
 */
export const waitFor = <T>(
  world: { readonly listeners: Set<() => void> },
  look: () => T | undefined,
  ms = 5_000,
): Promise<T> => {
  // Made here, so that its stack names who waits.
  const late = new Error(`nothing of the kind within ${ms} ms`)
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      clearInterval(poll)
      world.listeners.delete(again)
    }
    const again = () => {
      try {
        const found = look()
        if (found === undefined || found === false) return
        stop()
        resolve(found)
      } catch (error) {
        stop()
        reject(error)
      }
    }
    const timer = setTimeout(() => {
      stop()
      reject(late)
    }, ms)
    const poll = setInterval(again, lookEveryMs)
    world.listeners.add(again)
    again()
  })
}

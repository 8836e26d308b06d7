/**
 * How long something took, in ms: by the clock or by the processor, whichever is less, so that other work on the same
 * machine does not count.
 */
export const spent = async (work: () => Promise<unknown>): Promise<number> => {
  const cpu = process.cpuUsage()
  const started = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return Math.min(performance.now() - started, (user + system) / 1_000)
}

/**
 * Runs `work` with a signal that is aborted after `ms`, or with `closed`. `AbortSignal.any` and `.timeout` would each keep
 * something in memory until the time is over, thousands of them in a large scan; here nothing outlives the work.
 */
export const within = async <Result>(
  closed: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const controller = new AbortController()
  const close = (): void => controller.abort(closed.reason)
  const timer = setTimeout(() => controller.abort(new DOMException('no answer in time', 'TimeoutError')), ms)
  closed.addEventListener('abort', close, { once: true })
  if (closed.aborted) close()
  try {
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
    closed.removeEventListener('abort', close)
  }
}

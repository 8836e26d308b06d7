/** What `work` gives, or undefined once `ms` have passed. `work` goes on; its late failure is nobody's surprise. */
export const within = <T>(ms: number, work: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms)
    const done = (): void => clearTimeout(timer)
    work.then(resolve, reject).then(done, done)
  })

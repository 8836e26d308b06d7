import { failureOf, type Question } from './failure-of.ts'

/** Nobody waits longer than this for Redis: a person at the other end expects an answer. */
const limitMs = 1_900

/** The answer, or a `RedisFailure` in less than two seconds. */
export const answered = async <T>(question: Question, asked: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), limitMs)
  })
  try {
    return await Promise.race([asked, tooLate])
  } catch (error) {
    throw failureOf(error, question)
  } finally {
    clearTimeout(timer)
  }
}

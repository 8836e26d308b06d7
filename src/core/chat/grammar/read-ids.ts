import { bad, good, type Read } from './read-value.ts'

const must = 'EdgeWorker ids such as 1234,5678 (eight at most), or all'

/** Akamai's limit for one token. */
const most = 8

const isId = (text: string): boolean => /^[1-9]\d{0,11}$/.test(text)

const isList = (ids: readonly string[]): boolean => ids.length > 0 && ids.length <= most && ids.every(isId)

const guess = (text: string): string | undefined => {
  const ids = [...new Set((text.match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+/, '')))]
  const rest = text.replace(/\d+/g, '').replace(/(?:ew|id|#|[\s,;:|/[\]()-])/gi, '')
  return rest === '' && isList(ids) ? ids.join(',') : undefined
}

/** `1234,5678`; `all` stays as it is: every EdgeWorker may use the token. */
export const readIds = (text: string): Read<readonly string[]> => {
  if (text.toLowerCase() === 'all') return good(['all'])
  const ids = [...new Set(text.split(',').filter(Boolean))]
  return isList(ids) ? good(ids) : bad(must, guess(text))
}

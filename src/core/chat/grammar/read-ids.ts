import { bad, good, type Read } from './read-value.ts'

const must = 'EdgeWorker ids such as 1234,5678 (eight at most), or all'

/** Akamai's limit for one token. */
const most = 8

const guess = (text: string): string | undefined => {
  const ids = text.match(/\d{1,12}/g) ?? []
  const rest = text.replace(/\d{1,12}/g, '').replace(/(?:ew|id|#|[\s,;:|/[\]()-])/gi, '')
  return rest === '' && ids.length > 0 && ids.length <= most ? [...new Set(ids)].join(',') : undefined
}

/** `1234,5678`; `all` stays as it is: every EdgeWorker may use the token. */
export const readIds = (text: string): Read<readonly string[]> => {
  if (text.toLowerCase() === 'all') return good(['all'])
  const ids = text.split(',').filter(Boolean)
  const fine = ids.length > 0 && ids.length <= most && ids.every((id) => /^\d{1,12}$/.test(id))
  return fine ? good([...new Set(ids)]) : bad(must, guess(text))
}

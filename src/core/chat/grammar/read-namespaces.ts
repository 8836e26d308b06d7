import { permissions } from '../../token/scope.ts'
import { bad, good, type Read } from './read-value.ts'

const must = 'namespaces with what is allowed there, such as marketing+r,default+rwd (r read, w write, d delete)'

const entry = /^([A-Za-z0-9_][A-Za-z0-9_-]{0,31})\+([rwd]{1,3})$/i

/** Akamai's limit. */
const most = 20

const rightsOf = (letters: string): readonly string[] =>
  permissions.filter((one) => letters.toLowerCase().includes(one))

/** Another sign than `+`, or nothing: the least permission is offered. */
const guess = (text: string): string | undefined => {
  const [, name, letters] = /^([A-Za-z0-9_][A-Za-z0-9_-]{0,31})(?:[:=/;.\s]+([rwd]{1,3}))?$/i.exec(text) ?? []
  return name === undefined ? undefined : `${name}+${(letters ?? 'r').toLowerCase()}`
}

/** `marketing+r,default+rwd`, as Akamai's own command line takes it. Named twice, a namespace has both permissions. */
export const readNamespaces = (text: string): Read<Readonly<Record<string, readonly string[]>>> => {
  const parts = text.split(',').filter(Boolean)
  const better = parts.map((part) => (entry.test(part) ? part : guess(part)))
  if (parts.length === 0 || parts.length > most || !parts.every((part) => entry.test(part)))
    return bad(must, better.length > 0 && !better.includes(undefined) ? better.join(',') : undefined)
  const rights = new Map<string, string>()
  for (const part of parts) {
    const [, name = '', letters = ''] = entry.exec(part) ?? []
    rights.set(name, `${rights.get(name) ?? ''}${letters}`)
  }
  return good(Object.fromEntries([...rights].map(([name, letters]) => [name, rightsOf(letters)])))
}

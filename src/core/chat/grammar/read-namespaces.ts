import { permissions } from '../../token/scope.ts'
import { bad, good, type Read } from './read-value.ts'

const must =
  'namespaces with what is allowed there, such as marketing+r,default+rwd (r read, w write, d delete; twenty at most)'

const entry = /^([A-Za-z0-9_][A-Za-z0-9_-]{0,31})\+([rwd]{1,3})$/i

/** Akamai's limit. */
const most = 20

const rightsOf = (letters: string): readonly string[] =>
  permissions.filter((one) => letters.toLowerCase().includes(one))

/** Another sign than `+`, or nothing: the least permission is offered. */
const guess = (text: string): string | undefined => {
  const [, name, letters] =
    /^([A-Za-z0-9_][A-Za-z0-9_-]{0,31})(?:[+:=/;.\s]+([rwd](?:\+?[rwd]){0,2}))?$/i.exec(text.trim()) ?? []
  return name === undefined ? undefined : `${name}+${rightsOf(letters ?? 'r').join('')}`
}

/** A `;` between entries, and spaces around them, are undone as well. */
const guessAll = (text: string): string | undefined => {
  const parts = text.split(/,|;(?=[^,;]*\+)/).filter((part) => part.trim() !== '')
  const better = parts.map((part) => (entry.test(part) ? part : guess(part)))
  const fits = better.length > 0 && better.length <= most && !better.includes(undefined)
  return fits ? better.join(',') : undefined
}

/** `marketing+r,default+rwd`, as Akamai's own command line takes it. Named twice, a namespace has both permissions. */
export const readNamespaces = (text: string): Read<Readonly<Record<string, readonly string[]>>> => {
  const parts = text.split(',').filter(Boolean)
  if (parts.length === 0 || parts.length > most || !parts.every((part) => entry.test(part)))
    return bad(must, guessAll(text))
  const rights = new Map<string, string>()
  for (const part of parts) {
    const [, name = '', letters = ''] = entry.exec(part) ?? []
    rights.set(name, `${rights.get(name) ?? ''}${letters}`)
  }
  return good(Object.fromEntries([...rights].map(([name, letters]) => [name, rightsOf(letters)])))
}

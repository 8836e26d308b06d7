import type { ConfiguredPerson } from '../core/people/configured-person.ts'
import type { Directory } from '../core/people/directory.ts'
import type { Platform } from '../core/people/person.ts'

interface Learned {
  readonly user: string
  readonly until: number
}

const keptMs = 60 * 60_000
const platforms: readonly Platform[] = ['slack', 'teams']

/**
 * A directory that learns, where `mapByEmail` is on, whose account is whose when somebody who was not there at the start does
 * something: for an hour after each time, for configured people without an account on that platform alone.
 */
export const learningDirectory = (directory: Directory, now: () => number = Date.now): Directory => {
  if (!directory.mapByEmail) return directory
  const learned = new Map<string, Learned>()
  const keyOf = (name: string, platform: Platform): string => `${platform} ${name}`
  const withLearned = (person: ConfiguredPerson): ConfiguredPerson => {
    const more = platforms.flatMap((platform) => {
      const found = learned.get(keyOf(person.name, platform))
      return person[platform] === undefined && found !== undefined && now() < found.until
        ? [[platform, found.user]]
        : []
    })
    return more.length === 0 ? person : { ...person, ...Object.fromEntries(more) }
  }
  const peopleNow = (): readonly ConfiguredPerson[] => directory.people.map(withLearned)
  return {
    workspaces: directory.workspaces,
    mapByEmail: true,
    get people() {
      return peopleNow()
    },
    learn: (name, { platform, user }) => {
      const person = directory.people.find((one) => one.name === name)
      const isOthers = peopleNow().some((one) => one.name !== name && one[platform] === user)
      if (person === undefined || person[platform] !== undefined || isOthers) return
      learned.set(keyOf(name, platform), { user, until: now() + keptMs })
    },
  }
}

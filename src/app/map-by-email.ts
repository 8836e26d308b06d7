import type { ConfiguredPerson } from '../core/people/configured-person.ts'
import type { Platform } from '../core/people/person.ts'

type Lookups = Partial<Readonly<Record<Platform, (email: string) => Promise<string | undefined>>>>

/** The configured people, each with the chat accounts that the platforms know under their address; those configured stay. */
export const mapByEmail = async (
  people: readonly ConfiguredPerson[],
  lookups: Lookups,
): Promise<readonly ConfiguredPerson[]> => {
  const taken = new Set(people.flatMap(({ slack, teams }) => [slack, teams]))
  const mapped: ConfiguredPerson[] = []
  for (const person of people) {
    let found = person
    for (const platform of ['slack', 'teams'] as const) {
      if (person.email === undefined || person[platform] !== undefined) continue
      const id = await lookups[platform]?.(person.email)
      if (id === undefined || taken.has(id)) continue
      taken.add(id)
      found = { ...found, [platform]: id }
    }
    mapped.push(found)
  }
  return mapped
}

import type { ConfiguredPerson } from './configured-person.ts'
import type { Directory } from './directory.ts'
import type { ChatIdentity, Person, Platform } from './person.ts'
import { sameIdentity } from './same-person.ts'

/** What the platform says of an account, besides its id. `email` is believed only with `mapByEmail`. */
export interface Known {
  readonly displayName?: string
  readonly email?: string
}

const platforms: readonly Platform[] = ['slack', 'teams']

const byId = ({ people, workspaces }: Directory, { platform, workspace, user }: ChatIdentity) =>
  workspaces[platform] === workspace ? people.find((person) => person[platform] === user) : undefined

/** None or several are nobody; so is one who has an account of that platform configured: it is another account. */
const byEmail = (directory: Directory, identity: ChatIdentity, email: string | undefined) => {
  if (!directory.mapByEmail || email === undefined || directory.workspaces[identity.platform] !== identity.workspace) {
    return undefined
  }
  const wanted = email.toLowerCase()
  const found = directory.people.filter((person) => person.email?.toLowerCase() === wanted)
  return found.length === 1 && found[0]?.[identity.platform] === undefined ? found[0] : undefined
}

const configuredIdentities = (person: ConfiguredPerson, { workspaces }: Directory): ChatIdentity[] =>
  platforms.flatMap((platform) => {
    const [user, workspace] = [person[platform], workspaces[platform]]
    return user === undefined || workspace === undefined ? [] : [{ platform, workspace, user }]
  })

/** A configured person, with every chat account that is theirs. */
export const linkedPerson = (person: ConfiguredPerson, directory: Directory, seen?: ChatIdentity): Person => {
  const configured = configuredIdentities(person, directory)
  const more = seen === undefined || configured.some((identity) => sameIdentity(identity, seen)) ? [] : [seen]
  return { id: `person:${person.name}`, name: person.name, linked: true, identities: [...configured, ...more] }
}

const alone = (identity: ChatIdentity, known: Known): Person => ({
  id: `${identity.platform}:${identity.workspace}/${identity.user}`,
  name: known.displayName ?? identity.user,
  linked: false,
  identities: [identity],
})

/** Whose account this is: the configured person, else somebody of that account alone. */
export const personOf = (directory: Directory, identity: ChatIdentity, known: Known = {}): Person => {
  const { platform, workspace, user } = identity
  const plain: ChatIdentity = { platform, workspace, user }
  const person = byId(directory, plain) ?? byEmail(directory, plain, known.email)
  return person ? linkedPerson(person, directory, plain) : alone(plain, known)
}

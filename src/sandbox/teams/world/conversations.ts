import { samplePeople, type TeamsPerson } from './people.ts'

/** A channel, a group chat, or a person's chat with the bot. */
export interface TeamsConversation {
  readonly id: string
  readonly kind: 'channel' | 'groupChat' | 'personal'
  readonly name: string
  /** Entra object ids. */
  readonly members: readonly string[]
  /** Whether the bot is in it. */
  readonly installed: boolean
}

const { ana, ben, cho, dee, gus } = samplePeople
const idsOf = (...people: readonly TeamsPerson[]): readonly string[] => people.map(({ id }) => id)

export const marketing = '19:marketing@thread.tacv2'
export const platform = '19:platform@thread.tacv2'
export const onCallChat = '19:oncall@thread.v2'

export const personalOf = (person: string): string => `a:${person}`

const personal = ({ id, name }: TeamsPerson): TeamsConversation => ({
  id: personalOf(id),
  kind: 'personal',
  name,
  members: [id],
  installed: true,
})

/** Two channels of a team, a group chat, and everybody's chat with the bot. */
export const sampleConversations: readonly TeamsConversation[] = [
  { id: marketing, kind: 'channel', name: 'marketing', members: idsOf(ana, ben, cho, dee, gus), installed: true },
  { id: platform, kind: 'channel', name: 'platform', members: idsOf(ben, cho, dee), installed: true },
  { id: onCallChat, kind: 'groupChat', name: 'On call', members: idsOf(ana, ben, cho), installed: true },
  ...Object.values(samplePeople).map(personal),
]

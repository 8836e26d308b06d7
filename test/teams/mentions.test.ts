import { expect, test } from 'vitest'
import { mentionSpans } from '../../src/core/chat/views/mention-spans.ts'
import type { Span, View } from '../../src/core/chat/views/view.ts'
import { renderCard, renderPages } from '../../src/teams/render-view.ts'
import { problemsOfCard } from './support/parse-card.ts'
import { ana, channel, startTeamsWorld } from './support/teams-world.ts'

const known = {
  people: [{ name: 'ana_<at>', teams: ana.id }],
  groups: [{ name: 'edge', people: ['ana_<at>'], teamsGroup: '7c1e0000-0000-4000-8000-000000000000' }],
}
const view = (...text: readonly Span[]): View => ({ summary: 'one', blocks: [{ kind: 'text', text }] })
const entitiesOf = (card: unknown): unknown => JSON.parse(JSON.stringify(card)).msteams.entities
const mention = { type: 'mention', text: '<at>ana at</at>', mentioned: { id: ana.id, name: 'ana at' } }

test('a person is notified by the object id, whatever the name holds; a group by those of its people that are named', () => {
  for (const asked of [`teams:${ana.id}`, 'teams:7c1e0000-0000-4000-8000-000000000000']) {
    const card = renderCard(view(...mentionSpans([asked], known)))
    expect(entitiesOf(card)).toEqual([mention])
    expect(JSON.stringify(card)).toContain('<at>ana at</at>')
    expect(problemsOfCard(card)).toEqual([])
  }
})

test('nobody is notified who is merely named, comes from Slack, has no object id, or stands in what was cut', () => {
  const person = { platform: 'teams' as const, workspace: '', user: ana.id }
  const quiet = [
    view({ person, name: 'ana' }),
    view(...mentionSpans(['slack:U0ANA'], known)),
    view({ person: { ...person, user: '29:ana' }, name: 'ana', notify: true }),
    view('x'.repeat(4_000), { person, name: 'ana', notify: true }),
  ]
  for (const one of quiet) {
    expect(entitiesOf(renderCard(one))).toBeUndefined()
    expect(JSON.stringify(renderCard(one))).not.toContain('<at>')
  }
  expect(JSON.stringify(renderPages(view({ person, name: 'ana', notify: true })))).not.toContain('<at>')
})

test('a card that Teams refuses for its mention is told with the name alone', async () => {
  const world = await startTeamsWorld()
  try {
    await world.conversations.save({ id: channel, serviceUrl: world.teams.url })
    const to = { kind: 'channel', platform: 'teams', id: channel } as const
    const mentions = view(...mentionSpans([`teams:${ana.id}`], known))
    expect((await world.messenger.post(to, mentions, { key: 'a' })).kind).toBe('ok')
    world.teams.fail({ status: 400, method: 'POST' })
    expect((await world.messenger.post(to, mentions, { key: 'b' })).kind).toBe('ok')
    const cards = world.driver.messages({ conversation: channel }).map(({ card }) => entitiesOf(card))
    expect(cards).toEqual([[mention], undefined])
  } finally {
    await world.close()
  }
})

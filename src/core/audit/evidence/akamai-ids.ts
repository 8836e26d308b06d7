import type { AkamaiIds, ProvenEvent } from './evidence.ts'

const text = ({ facts }: ProvenEvent, name: string): string => String(facts[name] ?? '')

const of = (events: readonly ProvenEvent[], ...whats: readonly string[]): readonly ProvenEvent[] =>
  events.filter(({ what }) => whats.includes(what))

/** What the events name at Akamai, in order of time. */
export const akamaiIds = (events: readonly ProvenEvent[]): AkamaiIds => ({
  tokens: of(events, 'token.created', 'token.refreshed', 'token.revoked').map((event) => ({
    at: event.at,
    what: event.what,
    name: event.token ?? '',
    uuid: text(event, 'uuid'),
  })),
  versions: of(events, 'version.uploaded').map((event) => ({
    at: event.at,
    edgeWorkerId: text(event, 'edgeWorkerId'),
    version: text(event, 'version'),
    sha256: text(event, 'sha256'),
  })),
  activations: of(events, 'activation.requested', 'activation.complete').map((event) => ({
    at: event.at,
    what: event.what,
    edgeWorkerId: text(event, 'edgeWorkerId'),
    network: text(event, 'network'),
    version: text(event, 'version'),
    activationId: text(event, 'activationId'),
  })),
})

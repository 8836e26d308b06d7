import { createRequire } from 'node:module'

const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

/** What Microsoft's own parser finds wrong with a card, and whether it is of a schema that Teams shows. */
export const problemsOfCard = (json: unknown): readonly string[] => {
  const context = new SerializationContext()
  const card = new AdaptiveCard()
  card.parse(structuredClone(json), context)
  const events = Array.from({ length: context.eventCount }, (_, at) => String(context.getEventAt(at).message))
  const versions = [...JSON.stringify(json).matchAll(/"version":"([\d.]+)"/g)].map(([, version]) => version)
  return [...events, ...versions.filter((version) => version !== '1.5').map((version) => `version ${version}`)]
}

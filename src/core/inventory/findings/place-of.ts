import type { Usage } from '../inventory.ts'

type Place = Pick<Usage, 'edgeWorkerId' | 'version' | 'network'>

export const placeOf = ({ edgeWorkerId, version, network }: Place): string =>
  `EdgeWorker ${edgeWorkerId} ${version} on ${network.toLowerCase()}`

/** Each place once, in the order found. */
export const placesOf = (places: readonly Place[]): readonly string[] => [...new Set(places.map(placeOf))]

/** Akamai's two networks, in the order in which a rotation visits them. */
export const networks = ['STAGING', 'PRODUCTION'] as const
export type Network = (typeof networks)[number]

/** The hash tag of all keys in Redis: a cluster keeps them in one slot. */
export const queuePrefix = '{ekv}'

export const stepQueue = 'step'

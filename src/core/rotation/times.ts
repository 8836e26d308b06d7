const second = 1000
const minute = 60 * second

/** How often what Akamai is doing is looked at: Akamai gives no times, its Terraform provider polls each minute. */
export const pollEveryMs = 30 * second
/** After this an activation or a new token counts as stuck. */
export const stuckAfterMs = 60 * minute
export const pollStuckEveryMs = 5 * minute
/** For so long Akamai's looks may lag behind what it has answered itself: nothing is concluded from what is missing. */
export const settlingMs = 5 * minute
/** A look at what still uses a token may be this old when the revocation goes out. */
export const lookValidMs = 5 * minute
/** Clocks of two workers differ by less. */
export const clockSkewMs = 10 * second
/**
 * For so long an edge may serve the version that was replaced. Akamai gives no figure; its sample activations span 4 to
 * 30 minutes, so the longest of them.
 */
export const edgeLagMs = 30 * minute
/**
 * A record whose parts are at work is looked at this often besides: of two workers, the one that decided to wait on what it
 * had read before may have let rest what the other one woke, and then died.
 */
export const atWorkLooksEveryMs = 5 * minute
export const askedLapsesAfterMs = 30 * minute
export const queuedLooksEveryMs = minute
export const frozenLooksEveryMs = 10 * minute
/** An approved plan that cannot be compared with Akamai for so long is void. */
export const unreadableAfterMs = 30 * minute
/** A child whose parents do not run its new version yet is looked at so often, and told of so often. */
export const parentsEveryMs = 15 * minute
export const waitingTellsEveryMs = 24 * 60 * minute
export const heldTellsEveryMs = 24 * 60 * minute
/** From this day on, on-call is told too. */
export const onCallAfterDays = 3
/** An outside that keeps failing is given this long, at least, before the rotation is held. */
export const giveUpAfterMs = 60 * minute

/** Back-off of a step that the outside refused for now: 2 s, 4 s, 8 s … at most 5 minutes. */
export const backoffMs = (tries: number): number => Math.min(5 * minute, 2 * second * 2 ** Math.min(tries, 10))

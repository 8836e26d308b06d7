import type { Sender } from '../core/chat/inbound.ts'
import type { View } from '../core/chat/views/view.ts'
import { type Incoming, rootOf } from './incoming.ts'
import { nothingNewer, type Outcome } from './outcome.ts'
import { refreshFor } from './refresh-for.ts'
import { cardType, renderCard } from './render-view.ts'
import type { Roster } from './roster.ts'
import type { Sighted } from './sighted.ts'
import { within } from './within.ts'

export interface RefreshDeps {
  readonly roster: Roster
  readonly sighted: Sighted
  readonly tenantId: string
  /** A record's message as this person shall see it now; undefined when it is not theirs to see. */
  ownBoard(sender: Sender, ref: string): Promise<View | undefined>
}

/** Teams gives up after ten to fifteen seconds. */
const patienceMs = 6_000

/** Of which record, under which key it was posted, and who asks. */
interface Asked {
  readonly ref: string
  readonly key: string
  readonly sender: Sender
}

const draw = async (deps: RefreshDeps, activity: Incoming, asked: Asked): Promise<Outcome> => {
  const { ref, key, sender } = asked
  const { conversation: at, serviceUrl = '', replyToId: message } = activity
  const conversation = rootOf(at?.id ?? '')
  const view = await deps.ownBoard(sender, ref)
  if (view === undefined) return nothingNewer
  if (key !== '' && message !== undefined) {
    const stays = await deps.sighted(asked, { platform: 'teams', conversation, message }, serviceUrl)
    if (!stays) return nothingNewer
  }
  const refresh = await refreshFor(deps.roster, view, key, { serviceUrl, conversation, tenantId: deps.tenantId })
  const value = renderCard(view, refresh === undefined ? {} : { refresh })
  return { status: 200, body: { statusCode: 200, type: cardType, value } }
}

/** A client that shows a record's message asks for its own person's view of it; what cannot be drawn in time stays as it is. */
export const answerRefresh = async (deps: RefreshDeps, activity: Incoming, asked: Asked): Promise<Outcome> =>
  (await within(patienceMs, draw(deps, activity, asked)).catch(() => undefined)) ?? nothingNewer

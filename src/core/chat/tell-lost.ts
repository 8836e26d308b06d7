import { ownedIn } from '../inventory/owned.ts'
import type { Destination, Place } from '../people/destination.ts'
import type { Owner } from '../people/owner.ts'
import { findLost } from '../rotation/lost/find-lost.ts'
import type { LostRotation } from '../rotation/lost/lost-rotation.ts'
import type { ChatTools } from './chat-tools.ts'
import { channelsOf } from './electorate.ts'
import { ownerOfToken } from './sight.ts'
import { lostView } from './views/lost-view.ts'
import { postAnywhere } from './warnings/post-anywhere.ts'

type Channel = Extract<Destination, { kind: 'channel' }>

/** Under which the places of its message are kept; a mark is told once. */
const nameOf = ({ account, mark }: LostRotation): string => `lost:${account}:${mark}`

const ownerOf = async (tools: ChatTools, { account, old }: LostRotation): Promise<Owner> => {
  const inventory = await tools.inventories.load(account)
  const token = inventory?.tokens.find((one) => one.name === old)
  const is = token === undefined || inventory === undefined ? { name: old, groups: [] } : ownedIn(inventory)(token)
  return ownerOfToken(tools, account, is)
}

const post = async (tools: ChatTools, lost: LostRotation, to: Channel): Promise<Place | undefined> => {
  const key = `${nameOf(lost)}:${to.platform}:${to.id}`
  const { posted } = await postAnywhere(tools, to, async () => lostView(lost), { key, again: true })
  return posted.kind === 'ok' ? posted.place : undefined
}

const tell = async (tools: ChatTools, lost: LostRotation): Promise<void> => {
  const { ledger } = tools.warnings
  if ((await ledger.places(nameOf(lost))).length > 0) return
  const channels = channelsOf(await ownerOf(tools, lost)).filter((one) => one.kind === 'channel')
  for (const channel of channels) {
    const place = await post(tools, lost, channel)
    if (place === undefined) throw new Error(`a lost rotation (${lost.mark}) could not be told yet`)
    const told = { place, rendered: '', at: tools.clock.now(), carried: [] }
    await ledger.savePlace(nameOf(lost), told)
  }
  tools.log.warn('an unfinished rotation was found that no record knows', { account: lost.account, mark: lost.mark })
}

/**
 * Looks for what a lost Redis left at Akamai, and shows it to its owner as *lost and found*, once. Throws what kept it
 * from looking or telling: it is to be tried again.
 */
export const tellLost = async (tools: ChatTools, account: string): Promise<void> => {
  for (const lost of await findLost(tools.planToolsFor(account), account)) await tell(tools, lost)
}

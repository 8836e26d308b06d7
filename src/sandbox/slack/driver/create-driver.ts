import { type Link, send } from '../deliver/link.ts'
import { openDirect } from '../world/channels.ts'
import { homeOf, modalsOf } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { click } from './click.ts'
import { closeView } from './close-view.ts'
import { command } from './command.ts'
import type { SlackDriver } from './driver.ts'
import { event, openHome, say } from './events.ts'
import { seen, seenMessages, seenThread } from './seen-messages.ts'
import { submitView } from './submit-view.ts'
import { waitFor } from './wait-for.ts'
import { somebody } from './who.ts'

const replay = async (world: World, link: Link, id: string) => {
  const delivery = link.sent.get(id)
  if (delivery === undefined) throw new Error(`no delivery ${id}`)
  return send(world, link, delivery)
}

export const createDriver = (world: World, link: Link): SlackDriver => ({
  command: (args) => command(world, link, args),
  click: (args) => click(world, link, args),
  submitView: (args) => submitView(world, link, args),
  closeView: (args) => closeView(world, link, args),
  openHome: ({ user }) => openHome(world, link, user),
  event: (inner, tampering) => event(world, link, inner, tampering),
  say: async (args) => seen(await say(world, link, args)),
  replay: (id) => replay(world, link, id),
  messages: ({ channel, user }) => seenMessages(world, channel, user),
  thread: (channel, ts, user) => seenThread(world, channel, ts, user),
  views: (user) => [...modalsOf(world, user), ...[homeOf(world, user)].filter((view) => view !== undefined)],
  directMessage: (user) => openDirect(world, somebody(world, user)).channel.id,
  waitFor: (look, ms) => waitFor(world, look, ms),
})

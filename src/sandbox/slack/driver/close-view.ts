import type { DeliveryResult } from '../deliver/delivery.ts'
import { type Link, send } from '../deliver/link.ts'
import { makeDelivery } from '../deliver/make-delivery.ts'
import { describeView } from '../world/describe.ts'
import { removeViews } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { topModal } from './submit-view.ts'
import { interactionBase, somebody } from './who.ts'

/** Closes the topmost modal. The app is told only if the view asked for it. */
export const closeView = async (
  world: World,
  link: Link,
  args: { readonly user: string; readonly viewId: string },
): Promise<DeliveryResult | undefined> => {
  const person = somebody(world, args.user)
  const view = topModal(world, args.user, args.viewId)
  removeViews(world, [view.id])
  if (view.content['notify_on_close'] !== true) return undefined
  const payload = {
    type: 'view_closed',
    ...interactionBase(world, person),
    view: describeView(world, view),
    is_cleared: false,
  }
  return send(world, link, makeDelivery('interactive', payload))
}

import { type Answer, type Call, replace, show } from '../call.ts'
import { findToken, type Seen } from '../find-token.ts'
import type { Command } from '../grammar/command.ts'
import { notFoundView } from '../not-found-view.ts'
import { edgeWorkersOnPage, whereView } from '../views/where-view.ts'

/** Property names by EdgeWorker; one that Akamai does not tell just now is left out, and the view says so. */
const propertiesOf = async ({ tools }: Call, seen: Seen, page: number) => {
  const { edgeWorkers } = tools.planToolsFor(seen.account)
  const ids = edgeWorkersOnPage(seen, page)
  const lists = await Promise.allSettled(ids.map((id) => edgeWorkers.listProperties(id)))
  return new Map(
    lists.flatMap((list, index) => {
      const id = ids[index]
      if (list.status === 'rejected' || id === undefined) return []
      return [[id, list.value.properties.map(({ propertyName }) => propertyName)] as const]
    }),
  )
}

/** `where TOKEN`: every place, a page at a time. */
export const whereToken = async (call: Call, command: Command, page = 0): Promise<Answer> => {
  const found = await findToken(call, command.token ?? '', command.account)
  if (found.kind !== 'found') return show(notFoundView(found, command))
  const view = whereView(found.seen, page, await propertiesOf(call, found.seen, page), command.line)
  return page === 0 ? show(view) : replace(view)
}

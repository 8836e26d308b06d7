import { z } from 'zod'
import { withoutSecrets } from '../core/chat/form-values.ts'
import { parseLine } from '../core/chat/grammar/parse-line.ts'
import type { Inbound, Sender } from '../core/chat/inbound.ts'
import { type Incoming, rootOf, tenantOf } from './incoming.ts'
import { replyHandle } from './reply-data.ts'

/**
 * What our own buttons carry back; it has been to the client, so it is only an id. `o`: the card was for this person alone;
 * whoever says so falsely has an edit refused by Teams. `k`: the key under which the card was posted.
 */
const pressed = z.looseObject({
  a: z.string().min(1).max(300),
  v: z.string().max(2_000),
  o: z.literal(1).optional(),
  k: z.string().max(1_000).optional(),
})
type Pressed = z.infer<typeof pressed>
const executed = z.looseObject({ action: z.looseObject({ data: z.unknown() }) })

export const formAction = 'form:'
/** A form that is to be looked through before it is sent. */
export const checkAction = 'check:'
const isForm = ({ a }: Pressed): boolean => a.startsWith(formAction) || a.startsWith(checkAction)
export const fieldPrefix = 'field.'
/** A client that shows a card asks for its own view of it; nobody pressed anything. */
export const refreshAction = 'refresh'

const valuesOf = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, string | readonly string[]>> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) =>
      key.startsWith(fieldPrefix) && typeof value === 'string' && value !== ''
        ? [[key.slice(fieldPrefix.length), value.slice(0, 200_000)]]
        : [],
    ),
  )

export const senderOf = (activity: Incoming): Sender => ({
  platform: 'teams',
  workspace: tenantOf(activity) ?? '',
  user: activity.from?.aadObjectId ?? '',
  ...(activity.from?.name === undefined ? {} : { displayName: activity.from.name }),
})

const isPersonal = (activity: Incoming): boolean => activity.conversation?.conversationType === 'personal'

const fromOf = (activity: Incoming, data?: Pressed) => {
  const conversation = activity.conversation?.id ?? ''
  const reply = replyHandle({
    account: activity.from?.id ?? '',
    user: activity.from?.aadObjectId ?? '',
    conversation,
    serviceUrl: activity.serviceUrl ?? '',
    personal: isPersonal(activity),
    own: data?.o === 1,
    form: data !== undefined && isForm(data),
    ...(activity.replyToId === undefined ? {} : { message: activity.replyToId }),
  })
  return {
    sender: senderOf(activity),
    reply,
    in: { kind: 'channel', platform: 'teams', id: rootOf(conversation) },
  } as const
}

const readPressed = (activity: Incoming, value: unknown): Inbound | undefined => {
  const data = pressed.safeParse(value).data
  if (data === undefined) return undefined
  const from = fromOf(activity, data)
  if (isForm(data))
    return {
      ...from,
      kind: 'form',
      form: data.a.slice(data.a.indexOf(':') + 1),
      ref: data.v,
      values: withoutSecrets(valuesOf(data)),
      ...(data.a.startsWith(checkAction) ? { check: true } : {}),
    }
  const message = activity.replyToId
  const place = {
    platform: 'teams',
    conversation: rootOf(activity.conversation?.id ?? ''),
    message: message ?? '',
  } as const
  return { ...from, kind: 'click', action: data.a, value: data.v, ...(message === undefined ? {} : { message: place }) }
}

/** A client asks for its own view of a card: of which record, and under which key it was posted. */
export const readRefresh = (activity: Incoming): { readonly ref: string; readonly key: string } | undefined => {
  if (activity.type !== 'invoke' || activity.name !== 'adaptiveCard/action') return undefined
  const data = pressed.safeParse(executed.safeParse(activity.value).data?.action.data).data
  return data?.a === refreshAction ? { ref: data.v, key: data.k ?? '' } : undefined
}

/** What Teams' clients make of a typed line: markup, and spaces that do not break. The grammar undoes the rest. */
const plainLine = (text: string): string =>
  text.replace(/<(?!\/?at\b)[^>]{1,500}>/g, ' ').replace(/&nbsp;|\u00a0/g, ' ')

/** A line, a pressed button or a sent form; undefined for whatever else Teams tells. `text` is without our mention. */
export const readIncoming = (activity: Incoming, text: string): Inbound | undefined => {
  if (activity.type === 'invoke')
    return activity.name === 'adaptiveCard/action'
      ? readPressed(activity, executed.safeParse(activity.value).data?.action.data)
      : undefined
  if (activity.type !== 'message') return undefined
  if (activity.value !== undefined && activity.value !== null) return readPressed(activity, activity.value)
  return { ...fromOf(activity), kind: 'command', parsed: parseLine(plainLine(text)) }
}

import { z } from 'zod'

const id = z.string().min(1).max(500)
/** Entra's ids are compared as they are, so they have one spelling, here and in the configuration. */
const entraId = z
  .string()
  .max(100)
  .transform((value) => value.toLowerCase())
const account = z.looseObject({ id, name: z.string().max(500).optional(), aadObjectId: entraId.optional() })

/** An activity, as far as we read it. */
export const incoming = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  name: z.string().max(200).optional(),
  serviceUrl: z.string().max(2_000).optional(),
  channelId: z.string().max(100).optional(),
  text: z.string().max(200_000).optional(),
  action: z.string().max(50).optional(),
  from: account.optional(),
  recipient: account.extend({ isTargeted: z.boolean().optional() }).optional(),
  replyToId: z.string().max(500).optional(),
  conversation: z
    .looseObject({ id, tenantId: entraId.optional(), conversationType: z.string().max(50).optional() })
    .optional(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: entraId.optional() }).optional(),
      team: z.looseObject({ id: id.optional() }).optional(),
      channel: z.looseObject({ id: id.optional() }).optional(),
      eventType: z.string().max(100).optional(),
    })
    .optional(),
  value: z.unknown().optional(),
  membersRemoved: z.array(account).max(1_000).optional(),
})
export type Incoming = z.infer<typeof incoming>

export const tenantOf = ({ conversation, channelData }: Incoming): string | undefined =>
  conversation?.tenantId ?? channelData?.tenant?.id

/** An activity's id is its own in its conversation alone: that of a message is the time at which it was sent. */
export const deliveryOf = ({ conversation, id: activity = '' }: Incoming): string =>
  `teams ${conversation?.id ?? ''} ${activity}`

/** The conversation itself, without the thread. */
export const rootOf = (conversation: string): string => conversation.split(';')[0] ?? conversation

import { z } from 'zod'

const id = z.string().min(1).max(255)
const texts = z.union([z.string(), z.array(z.string())])
const values = z.record(z.string(), texts)
const tampering = { skewMs: z.number().exactOptional(), signature: z.string().exactOptional() }
const count = z.number().int().min(0)

const fault = z.strictObject({
  method: id,
  error: z.string().exactOptional(),
  status: z.number().int().min(200).max(599).exactOptional(),
  retryAfter: count.exactOptional(),
  times: count.exactOptional(),
})

const team = z.strictObject({ id, name: z.string(), domain: z.string() })
const person = z.strictObject({
  id,
  name: z.string(),
  realName: z.string(),
  email: z.string(),
  timeZone: z.string(),
  teamId: id.exactOptional(),
  guest: z.boolean().exactOptional(),
  deactivated: z.boolean().exactOptional(),
  bot: z.boolean().exactOptional(),
})
const channel = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(['public', 'private', 'im']),
  members: z.array(id),
  archived: z.boolean().exactOptional(),
  shared: z.boolean().exactOptional(),
})
const group = z.strictObject({
  id,
  handle: z.string(),
  name: z.string(),
  people: z.array(id),
  disabled: z.boolean().exactOptional(),
})

/** What the control endpoints take, by name. */
export const controlSchemas = {
  connect: z.strictObject({ url: z.url({ protocol: /^http$/ }), verify: z.boolean().exactOptional() }),
  command: z.strictObject({
    user: id,
    channel: id,
    text: z.string().max(4000),
    command: z.string().exactOptional(),
    ...tampering,
  }),
  click: z.strictObject({
    user: id,
    channel: id.exactOptional(),
    ts: id.exactOptional(),
    viewId: id.exactOptional(),
    actionId: id,
    blockId: id.exactOptional(),
    value: z.string().exactOptional(),
    selected: texts.exactOptional(),
    values: values.exactOptional(),
    enter: z.boolean().exactOptional(),
    stale: z.boolean().exactOptional(),
    ...tampering,
  }),
  submitView: z.strictObject({ user: id, viewId: id, values: values.exactOptional(), ...tampering }),
  closeView: z.strictObject({ user: id, viewId: id }),
  openHome: z.strictObject({ user: id }),
  say: z.strictObject({ user: id, channel: id, text: z.string().min(1).max(4000), threadTs: id.exactOptional() }),
  event: z.looseObject({ type: id }),
  replay: z.strictObject({ deliveryId: id }),
  disconnectSockets: z.strictObject({ reason: z.enum(['refresh_requested', 'warning', 'link_disabled']) }),
  settings: z.strictObject({
    messageIntervalMs: count.exactOptional(),
    messageBurst: count.exactOptional(),
    updatesPerMinute: count.exactOptional(),
    perMinute: z.record(z.string(), count).exactOptional(),
    latencyMs: count.max(600_000).exactOptional(),
    scopes: z.array(z.string()).exactOptional(),
    commands: z.array(z.string()).exactOptional(),
    escapeCommands: z.boolean().exactOptional(),
    ackTimeoutMs: count.exactOptional(),
    eventRetryMs: z.array(count).exactOptional(),
    triggerMs: count.exactOptional(),
    responseUrlMs: count.exactOptional(),
    responseUrlUses: count.exactOptional(),
    errors: z.array(fault).exactOptional(),
    loseAnswers: z.array(z.strictObject({ method: id, times: count.exactOptional() })).exactOptional(),
  }),
  seed: z.strictObject({ team, people: z.array(person), channels: z.array(channel), groups: z.array(group) }),
  change: z.strictObject({
    people: z.array(person).exactOptional(),
    channels: z.array(channel).exactOptional(),
    groups: z.array(group).exactOptional(),
  }),
} as const

import { z } from 'zod'

const id = z.string().min(1).max(64)
const longText = z.string().max(200_000)
const person = z.object({ id, team_id: id.nullish(), username: z.string().nullish(), name: z.string().nullish() })
const organisation = z.object({ id }).nullish()
const selected = z.object({ value: longText }).nullish()

/** One input's answer: Slack has a shape for each kind of element. */
const answer = z.object({
  value: longText.nullish(),
  selected_option: selected,
  selected_options: z.array(z.object({ value: longText })).nullish(),
})
const answers = z.record(z.string(), z.record(z.string(), answer))

export const commandPayload = z.object({
  text: longText.default(''),
  team_id: id,
  user_id: id,
  channel_id: id,
  enterprise_id: z.string().nullish(),
  response_url: z.string().max(2_000).nullish(),
  trigger_id: z.string().max(200).nullish(),
})
export type CommandPayload = z.infer<typeof commandPayload>

export const clickPayload = z.object({
  user: person,
  team: z.object({ id }).nullish(),
  enterprise: organisation,
  container: z.object({
    type: z.string(),
    message_ts: z.string().max(64).nullish(),
    channel_id: id.nullish(),
    is_ephemeral: z.boolean().nullish(),
  }),
  channel: z.object({ id }).nullish(),
  view: z
    .object({
      type: z.string(),
      id: id.nullish(),
      hash: z.string().max(255).nullish(),
      callback_id: z.string().max(255).nullish(),
      private_metadata: z.string().max(3_000).nullish(),
      state: z.object({ values: answers }).nullish(),
    })
    .nullish(),
  state: z.object({ values: answers }).nullish(),
  response_url: z.string().max(2_000).nullish(),
  trigger_id: z.string().max(200).nullish(),
  actions: z
    .array(
      z.object({
        type: z.string(),
        action_id: z.string().max(255),
        action_ts: z.string().max(64).nullish(),
        value: longText.nullish(),
      }),
    )
    .min(1),
})
export type ClickPayload = z.infer<typeof clickPayload>

export const submissionPayload = z.object({
  user: person,
  team: z.object({ id }).nullish(),
  enterprise: organisation,
  trigger_id: z.string().max(200).nullish(),
  view: z.object({
    callback_id: z.string().max(255),
    private_metadata: z.string().max(3_000),
    state: z.object({ values: answers }),
  }),
})
export type SubmissionPayload = z.infer<typeof submissionPayload>

export const homePayload = z.object({
  team_id: id,
  enterprise_id: z.string().nullish(),
  event: z.object({ type: z.literal('app_home_opened'), user: id, tab: z.string() }),
})
export type HomePayload = z.infer<typeof homePayload>

/** What a form's private metadata holds; ours, but it has been to the browser and back. */
export const memoryPayload = z.object({ ref: z.string().max(2_000), channel: id.optional() })

export type Answers = z.infer<typeof answers>

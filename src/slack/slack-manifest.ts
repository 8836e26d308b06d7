import { z } from 'zod'

/** The parts of a manifest in which signed HTTP and Socket Mode differ; everything else passes as it is. */
const template = z.looseObject({
  features: z.looseObject({ slash_commands: z.array(z.looseObject({ command: z.string() })) }),
  settings: z.looseObject({
    interactivity: z.looseObject({ is_enabled: z.boolean() }),
    event_subscriptions: z.looseObject({ bot_events: z.array(z.string()) }),
    socket_mode_enabled: z.boolean(),
  }),
})
export type SlackManifest = z.infer<typeof template>

/**
 * The manifest to upload to Slack. With `origin` (such as `https://bot.example.com`) Slack sends signed HTTP to
 * `/slack/events` there; without it the app uses Socket Mode. Throws when the template is not one.
 */
export const slackManifest = (source: unknown, origin: string | undefined): SlackManifest => {
  const manifest = template.parse(source)
  if (origin === undefined) return { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } }
  const url = `${origin}/slack/events`
  const { features, settings } = manifest
  return {
    ...manifest,
    features: { ...features, slash_commands: features.slash_commands.map((command) => ({ ...command, url })) },
    settings: {
      ...settings,
      interactivity: { ...settings.interactivity, request_url: url },
      event_subscriptions: { ...settings.event_subscriptions, request_url: url },
      socket_mode_enabled: false,
    },
  }
}

import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  TurnContext,
} from 'botbuilder'
import { ClaimsIdentity, PasswordServiceClientCredentialFactory } from 'botframework-connector'
import { z } from 'zod'
import type { Incoming } from './incoming.ts'

/** The SDK's type promises far more than Teams sends; what we read ourselves was checked before. */
const sdkActivity = z.custom<Activity>((value) => typeof value === 'object' && value !== null)

const scope = 'https://api.botframework.com'

/**
 * Runs a verified activity through botbuilder's adapter and gives `logic` the text without our own mention. The token was
 * checked before, so the SDK is told who called and never asked to let anybody in.
 */
export const createTurns = (appId: string) => {
  // Nothing is sent through the SDK, so it needs no secret: our connector does that.
  const credentials = new PasswordServiceClientCredentialFactory(appId, '')
  const authentication = new ConfigurationBotFrameworkAuthentication({ MicrosoftAppId: appId }, credentials)
  const adapter = new CloudAdapter(authentication)
  adapter.onTurnError = async () => {}
  return async (incoming: Incoming, logic: (text: string) => Promise<void>): Promise<void> => {
    const claimsIdentity = new ClaimsIdentity([{ type: 'aud', value: appId }], true)
    const connectorFactory = authentication.createConnectorFactory(claimsIdentity)
    const activity = sdkActivity.parse(structuredClone(incoming))
    let failure: unknown
    await adapter.processActivityDirect(
      { audience: scope, claimsIdentity, connectorFactory },
      activity,
      async (context) => {
        const isMessage = context.activity.type === ActivityTypes.Message && typeof context.activity.text === 'string'
        const text = isMessage ? (TurnContext.removeRecipientMention(context.activity) ?? '') : ''
        await logic(text).catch((error: unknown) => {
          failure = error
        })
      },
    )
    if (failure !== undefined) throw failure
  }
}

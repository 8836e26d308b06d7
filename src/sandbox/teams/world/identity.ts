/** The app's registration and the tenants of the sandbox. */
export const identity = {
  appId: '00000000-0000-4000-8000-000000000001',
  appPassword: 'sandbox-client-secret',
  tenantId: '00000000-0000-4000-8000-0000000000aa',
  otherTenantId: '00000000-0000-4000-8000-0000000000bb',
  botName: 'edgekv',
} as const

/** How the connector names the bot in a conversation. */
export const botAccount = `28:${identity.appId}`

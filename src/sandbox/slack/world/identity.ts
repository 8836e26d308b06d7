/** The app as it is installed in the sandbox's workspace. None of these is a secret of anybody. */
export const identity = {
  appId: 'A0EDGEKV',
  botId: 'B0EDGEKV',
  botUserId: 'U0EDGEBOT',
  botName: 'edgekv',
  botToken: 'xoxb-sandbox-edgekv-chatops',
  appToken: 'xapp-1-A0EDGEKV-sandbox-edgekv-chatops',
  signingSecret: '5a9d0b0c5e5d4f0e8f6b7a1c2d3e4f50',
} as const

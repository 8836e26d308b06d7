const hidden: readonly RegExp[] = [
  /\b(?:https?|wss?):\/\/\S+/gi,
  /\bx(?:ox[a-z]|app)[-.][\w.-]+/gi,
  /eyJ[\w-]{8,}(?:\.[\w-]+)*/g,
  /\b\d{6,}\.\d{6,}\.[0-9a-f]{16,}\b/gi,
  /[A-Za-z0-9+/_-]{40,}={0,2}/g,
]

const longest = 500

/** Text of the SDK for our log: no address (response URLs, socket tickets), no Slack token, trigger id or token value. */
export const redact = (text: string): string =>
  hidden.reduce((so, pattern) => so.replace(pattern, '[hidden]'), text).slice(0, longest)

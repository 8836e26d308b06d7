export interface Sentinels {
  readonly name: string
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
}

export const sentinelsExpected = 'host:port,host:port with the name of the set before an @ unless it is mymaster'

const nodeOf = (text: string): { host: string; port: number } | undefined => {
  const [, host, port] = /^([A-Za-z0-9.-]{1,253}|\[[0-9a-f:]+\]):(\d{1,5})$/.exec(text.trim()) ?? []
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

/** `edge@one:26379,two:26379`, or without a name for `mymaster`; undefined when it is neither. */
export const parseSentinels = (text: string): Sentinels | undefined => {
  const [, name = 'mymaster', list = ''] = /^(?:([\w.-]{1,64})@)?(.{1,2000})$/.exec(text) ?? []
  const nodes = list.split(',').map(nodeOf)
  const known = nodes.filter((node) => node !== undefined)
  return known.length === nodes.length ? { name, nodes: known } : undefined
}

const kinds: Readonly<Record<string, string>> = {
  TCPServerWrap: 'a listening port',
  PipeServerWrap: 'a listening socket',
  ProcessWrap: 'a running process',
  TCPSocketWrap: 'a connection',
}

/** How many ports, processes and connections this process holds open and waits for. */
export const openResources = (): Record<string, number> => {
  const count: Record<string, number> = {}
  for (const resource of process.getActiveResourcesInfo()) {
    const kind = kinds[resource]
    if (kind !== undefined) count[kind] = (count[kind] ?? 0) + 1
  }
  return count
}

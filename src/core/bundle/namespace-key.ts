export const namespacePrefix = 'namespace-'

/** The namespace an entry is meant for: also of a key that lacks the prefix. */
export const namespaceOf = (key: string): string =>
  key.startsWith(namespacePrefix) ? key.slice(namespacePrefix.length) : key

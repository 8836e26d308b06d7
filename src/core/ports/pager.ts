/** What a page says. `key` names the incident: the token's uuid, the same from trigger to resolve. */
export type PageEvent =
  | {
      readonly action: 'trigger'
      readonly key: string
      /** One sentence: token, account, networks, since when, and the command to type. */
      readonly summary: string
      readonly severity: 'critical' | 'error'
      /** Account, for grouping. */
      readonly source: string
      readonly details: Readonly<Record<string, string>>
    }
  | { readonly action: 'acknowledge' | 'resolve'; readonly key: string }

/** `later`: not taken; it stays owed and is sent again until it is accepted. */
export type Paged = { readonly kind: 'ok' } | { readonly kind: 'later'; readonly why: string }

/** Wakes on-call. Nothing here throws for what the pager may answer; a repeated event is harmless: the key is the same. */
export interface Pager {
  send(event: PageEvent): Promise<Paged>
}

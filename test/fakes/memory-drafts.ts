import type { Drafts, Shown } from '../../src/core/ports/drafts.ts'

interface Draft {
  newest: number
  busyUntil: number
  shown?: Shown
}

/** Open forms of one process, on wall time. */
export const createMemoryDrafts = (): Drafts => {
  const drafts = new Map<string, Draft>()
  const draftOf = (form: string): Draft => {
    const draft = drafts.get(form) ?? { newest: 0, busyUntil: 0 }
    drafts.set(form, draft)
    return draft
  }
  return {
    begin: async (form, at) => {
      const draft = draftOf(form)
      if (draft.newest > at) return { kind: 'superseded' }
      draft.newest = at
      if (draft.busyUntil > Date.now()) return { kind: 'later' }
      draft.busyUntil = Date.now() + 15_000
      return { kind: 'mine', ...(draft.shown === undefined ? {} : { shown: draft.shown }) }
    },
    end: async (form, pauseMs, shown) => {
      const draft = draftOf(form)
      draft.busyUntil = Date.now() + pauseMs
      if (shown !== undefined) draft.shown = shown
    },
  }
}

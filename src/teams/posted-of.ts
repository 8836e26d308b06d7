import type { Place } from '../core/people/destination.ts'
import type { Posted } from '../core/ports/messenger.ts'
import type { Answered } from './connector.ts'

/** What the connector's answer means for a message that was to be at `place`. An edit is harmless to repeat. */
export const postedOf = (answer: Answered, place: (id: string) => Place, kind: 'post' | 'edit'): Posted => {
  switch (answer.kind) {
    case 'ok':
      return answer.id === undefined && kind === 'post'
        ? { kind: 'unknown' }
        : { kind: 'ok', place: place(answer.id ?? '') }
    case 'limited':
      return { kind: 'later', afterMs: answer.afterMs }
    case 'lost':
      return kind === 'post' ? { kind: 'unknown' } : { kind: 'later', afterMs: 2_000 }
    case 'said': {
      if (answer.status === 412) return { kind: 'later', afterMs: 2_000 }
      if (answer.status === 401) return { kind: 'later', afterMs: 60_000 }
      if (answer.status === 403 || answer.status === 404)
        return { kind: 'gone', why: `Teams says that this place is not there for the bot (${answer.code}).` }
      return { kind: 'refused', why: `Teams answered ${answer.code}.` }
    }
  }
}

import { isTokenName } from '../../token/token-name.ts'
import { bareWord } from './bare-word.ts'
import { readDuration } from './read-duration.ts'
import { bad, good, type Read } from './read-value.ts'

/** What a verb is about. `rotation-or-token` is what `status` takes; `mark` also takes a rotation's id. */
export type SubjectKind =
  | 'token'
  | 'request'
  | 'rotation'
  | 'rotation-or-mark'
  | 'rotation-or-token'
  | 'mark'
  | 'pattern'
  | 'topic'
  | 'duration'
  | 'done'

/** The part of a command that a subject fills, and its value. */
export interface Subject {
  readonly slot: 'token' | 'request' | 'rotation' | 'pattern' | 'topic' | 'for' | 'done'
  readonly value: string
}

const subject = (slot: Subject['slot'], read: Read<string>): Read<Subject> =>
  read.ok ? good({ slot, value: read.value }) : read

const readToken = (text: string): Read<string> =>
  isTokenName(text) ? good(text) : bad("a token's name: 1 to 32 letters, digits, _ or -")

const readId = (text: string, what: string): Read<string> => {
  if (/^R(?:0|[1-9]\d{0,8})$/i.test(text)) return good(text.toUpperCase())
  const [, digits] = /^(?:#|rot-?|#?r[-#]?|request)?0*([1-9]\d{0,8})$/i.exec(bareWord(text)) ?? []
  return bad(`a ${what}'s number such as R42`, digits === undefined ? undefined : `R${digits}`)
}

const readMark = (text: string): Read<string> =>
  /^[a-z0-9]{4,16}$/i.test(text) ? good(text.toLowerCase()) : bad('a mark such as k7qx42')

const readPattern = (text: string): Read<string> =>
  /^(?!-)[A-Za-z0-9_*?[\]{}!,-]{1,64}$/.test(text) ? good(text) : bad('a name or a pattern such as mkt_*')

const readTopic = (text: string): Read<string> =>
  /^[A-Za-z][A-Za-z-]{0,31}$/.test(text) ? good(text.toLowerCase()) : bad('a word such as rotate')

const readDone = (text: string): Read<string> =>
  text.toLowerCase() === 'done' ? good('done') : bad('the word done', 'done')

/** `R42`, and what was meant by `#42` or `R42!`. */
const looksLikeId = (text: string): boolean => /^(?:R|#R?)\d{1,9}$/i.test(bareWord(text))

/** Reads one word as the subject of a verb. */
export const readSubject = (kind: SubjectKind, text: string): Read<Subject> => {
  switch (kind) {
    case 'token':
      return subject('token', readToken(text))
    case 'request':
      return subject('request', readId(text, 'request'))
    case 'rotation':
      return subject('rotation', readId(text, 'rotation'))
    case 'rotation-or-mark':
      return subject('rotation', looksLikeId(text) ? readId(text, 'rotation') : readMark(text))
    case 'rotation-or-token':
      return looksLikeId(text) ? subject('rotation', readId(text, 'rotation')) : subject('token', readToken(text))
    case 'mark':
      return subject('rotation', readMark(text))
    case 'pattern':
      return subject('pattern', readPattern(text))
    case 'topic':
      return subject('topic', readTopic(text))
    case 'duration':
      return subject('for', readDuration(text))
    case 'done':
      return subject('done', readDone(text))
  }
}

/** How a message calls it when it is missing. */
export const subjectNames: Readonly<Record<SubjectKind, string>> = {
  token: 'the name of a token',
  request: 'the number of a request',
  rotation: 'the number of a rotation',
  'rotation-or-mark': 'the number or the mark of a rotation',
  'rotation-or-token': 'the number of a rotation or the name of a token',
  mark: 'the mark of a rotation',
  pattern: 'a pattern',
  topic: 'a verb',
  duration: 'for how long, such as 1d',
  done: 'the word done',
}

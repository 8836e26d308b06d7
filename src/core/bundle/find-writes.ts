import { type Archive, contentOf } from './archive/archive-entry.ts'
import { codeFiles } from './helper/find-helpers.ts'

/** Whether the code writes to EdgeKV; `cannot tell` where a call could also be another object's. */
export type Writes = 'yes' | 'no' | 'cannot tell'

const writing = /\.\s*(?:put(?:Text|Json)(?:NoWait)?|deleteNoWait)\s*\(|\.\s*delete\s*\(\s*\{/
const unclear = /\.\s*delete\s*\(|['"`](?:put(?:Text|Json)(?:NoWait)?|delete(?:NoWait)?)['"`]/

/** Looks for the helper library's writing methods in all code but the given files (helper libraries, token files). */
export const findWrites = (archive: Archive, except: ReadonlySet<string>): Writes => {
  const texts = codeFiles(archive)
    .filter(({ path }) => !except.has(path))
    .map((entry) => contentOf(archive, entry).toString('latin1'))
  if (texts.some((text) => writing.test(text))) return 'yes'
  return texts.some((text) => unclear.test(text)) ? 'cannot tell' : 'no'
}

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { evidenceText } from '../../core/audit/evidence/evidence-text.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { reasonOf } from '../reason-of.ts'
import type { Papers } from './read-evidence.ts'

/** What stands in the folder: the same for every rotation, but for papers that the trail does not have. */
const filesOf = ({ evidence, lines }: Papers): Readonly<Record<string, string>> => ({
  'evidence.md': evidenceText(evidence),
  'evidence.json': `${JSON.stringify(evidence, undefined, 2)}\n`,
  'entries.jsonl': lines,
  // Without a line end: the SHA-256 of the file is the digest.
  ...(evidence.plan === undefined ? {} : { 'plan.json': evidence.plan.text }),
  ...(evidence.policy === undefined ? {} : { 'policy.json': evidence.policy.text }),
})

/** Writes the papers into a folder that is new or empty. Gives the names of the files, or a sentence why not. */
export const writePapers = async (dir: string, papers: Papers): Promise<readonly string[] | string> => {
  try {
    await makeFolder(dir)
    if ((await readdir(dir)).length > 0)
      return `${dir} is not empty, and nothing in it is overwritten. Name a new folder.`
    const files = Object.entries(filesOf(papers))
    for (const [name, text] of files) await writeFile(join(dir, name), text, { flag: 'wx', mode: 0o640 })
    return files.map(([name]) => name)
  } catch (error) {
    return `${dir} cannot be written: ${reasonOf(error, 'write')}.`
  }
}

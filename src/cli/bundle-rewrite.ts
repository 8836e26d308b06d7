import type { BundleSettings } from '../core/bundle/bundle-settings.ts'
import { type BundleEdit, type BundleEdits, type Rewrite, rewriteBundle } from '../core/bundle/rewrite-bundle.ts'
import { Secret } from '../core/token/secret.ts'
import { problemLines } from './bundle/problem-lines.ts'
import { readFileUpTo } from './bundle/read-file.ts'
import { type RewriteArgs, rewriteArgs } from './bundle/rewrite-args.ts'
import { bundleSettingsOf } from './bundle/settings-of.ts'
import { outputProblem, writeWhole } from './bundle/write-file.ts'
import { failure } from './failure.ts'
import { usageProblem } from './usage.ts'

const usage =
  'bundle rewrite FILE --from NAME --to NAME (--reference UUID | --value-stdin) [--namespace NS…] --version V [--fix-keys] [--helper FILE] [--config FILE] -o OUT [--json]'

const longestValue = 65_536

/** The value comes by standard input, so that it stands in no shell history and no process list. */
const valueFromInput = async (): Promise<Secret> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk))
    length += Buffer.byteLength(chunk)
    if (length > longestValue) break
  }
  return Secret.of(Buffer.concat(chunks).toString('utf8').trim())
}

const editsOf = async (asked: RewriteArgs): Promise<readonly BundleEdit[]> => {
  const { from, to, reference, namespaces } = asked
  const credential =
    reference === undefined
      ? { kind: 'value' as const, value: await valueFromInput() }
      : { kind: 'reference' as const, uuid: reference }
  const edit = { fromName: from, toName: to, to: credential }
  return namespaces.length === 0 ? [edit] : [...new Set(namespaces)].map((namespace) => ({ ...edit, namespace }))
}

const report = (rewrite: Rewrite, { json, file, output }: RewriteArgs): void => {
  const { problems } = rewrite
  if (json) {
    const shown = rewrite.ok
      ? { changed: rewrite.changed, version: rewrite.version, problems, sha256: rewrite.sha256 }
      : { changed: [], problems }
    process.stdout.write(`${JSON.stringify(shown)}\n`)
    return
  }
  process.stderr.write(problemLines(problems, file))
  if (!rewrite.ok) return void process.stderr.write('Nothing was written.\n')
  const lines = rewrite.changed.map(({ path, key, from, to }) => `${path} ${key}: ${from} → ${to}\n`)
  const { from, to } = rewrite.version
  process.stdout.write(`${lines.join('')}Version ${from} → ${to}\n${output} sha256 ${rewrite.sha256}\n`)
}

/** The two files that are read: the bundle, and the helper library where the line or the configuration names one. */
const inputsOf = async ({ file, helper }: RewriteArgs, { limits, helper: configured }: BundleSettings) => {
  const bundle = await readFileUpTo(file, limits.maxUnpacked)
  if (!bundle.ok || helper === undefined) return { bundle, own: { ok: true as const, bytes: configured } }
  return { bundle, own: await readFileUpTo(helper, limits.maxUnpacked) }
}

const run = async (asked: RewriteArgs): Promise<number> => {
  const read = bundleSettingsOf(asked.config)
  if (!read.ok) return failure(read.sentence)
  const same = await outputProblem(asked.file, asked.output)
  if (same !== undefined) return failure(same)
  const { bundle, own } = await inputsOf(asked, read.settings)
  if (!bundle.ok) return failure(bundle.sentence)
  if (!own.ok) return failure(own.sentence)
  const edits: BundleEdits = {
    entries: await editsOf(asked),
    version: asked.version,
    fixKeys: asked.fixKeys,
    ...(own.bytes === undefined ? {} : { helper: { bytes: own.bytes } }),
  }
  const rewrite = await rewriteBundle(bundle.bytes, edits, read.settings.limits)
  const unwritten = rewrite.ok ? await writeWhole(asked.output, rewrite.bytes) : undefined
  if (unwritten !== undefined) return failure(unwritten)
  report(rewrite, asked)
  return rewrite.ok ? 0 : 1
}

/** `bundle rewrite …`: the rewriter, offline. 0 written, 1 refused (and nothing written), 2 wrong usage. */
export const bundleRewrite = async (args: string[]): Promise<number> => {
  const asked = rewriteArgs(args)
  return typeof asked === 'string' ? usageProblem(asked, usage) : run(asked)
}

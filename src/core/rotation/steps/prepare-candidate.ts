import { createHash } from 'node:crypto'
import type { Problem } from '../../bundle/problem.ts'
import { type BundleEdit, rewriteBundle } from '../../bundle/rewrite-bundle.ts'
import { meanwhile } from '../../inventory/meanwhile.ts'
import type { EdgeWorkerVersion } from '../../ports/edge-workers.ts'
import type { Candidate } from '../../request/part.ts'
import { asSentence } from '../../token/as-sentence.ts'
import { outsideFailureOf } from '../../token/outside-failure-of.ts'
import { newTokensOf } from '../snapshot-parts.ts'
import { versionName } from '../version-name.ts'
import type { Step, StepContext, StepResult } from './step.ts'
import { takeSlot } from './take-slot.ts'

type Context = StepContext<Candidate>
type Result = StepResult<Candidate>
type Trouble = { code: string; sentence: string; advice: string }

interface Built {
  readonly bytes: Uint8Array
  readonly sha256: string
}

const stuck = (subject: Candidate, trouble: Trouble): Result => ({
  kind: 'trouble',
  subject,
  trouble: { ...trouble, part: subject.id, where: `EdgeWorker ${subject.edgeWorkerId}` },
})

const problemTrouble = (problem: Problem | undefined): Trouble => ({
  code: problem?.code ?? 'rewrite-refused',
  sentence: `The bundle cannot be rewritten: ${problem?.message ?? 'unknown reason'} (${problem?.path}:${problem?.line}).`,
  advice: problem?.advice ?? 'Look at the bundle with `bundle inspect`.',
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const notThere = (name: string): Trouble => ({
  code: 'new-token-gone',
  sentence: `${name} cannot be read.`,
  advice: 'Abandon, then ask again.',
})

/** What stands for the new token in a bundle: its reference, or its value, which is read now and kept nowhere. */
const credentialFor = async (
  { record, snapshot, tools }: Context,
  name: string,
): Promise<BundleEdit['to'] | Trouble> => {
  const uuid = newTokensOf(snapshot).find((part) => part.name === name)?.uuid
  if (uuid === undefined) return notThere(name)
  const planned = record.plan.binding.new?.find((one) => one.name === name)
  if (planned?.generation !== 'expiring') return { kind: 'reference', uuid }
  const lookup = await tools.edgeKv.getToken(name)
  if (lookup.kind !== 'found' || lookup.token.uuid !== uuid || lookup.value === undefined) return notThere(name)
  return { kind: 'value', value: lookup.value }
}

const editsFor = async (context: Context): Promise<readonly BundleEdit[] | Trouble> => {
  const edits: BundleEdit[] = []
  for (const { path, key, from, to } of context.subject.entries) {
    const credential = await credentialFor(context, to)
    if ('code' in credential) return credential
    edits.push({ path, key, fromName: from, toName: to, to: credential })
  }
  return edits
}

const build = async (context: Context, version: string, base: Uint8Array): Promise<Built | Trouble> => {
  const { subject, record, tools } = context
  const edits = await editsFor(context)
  if ('code' in edits) return edits
  const helper = subject.helper === true ? tools.bundles.helper : undefined
  const rewrite = await rewriteBundle(
    base,
    {
      entries: edits,
      version,
      fixKeys: record.plan.binding.options.fixKeys === true,
      ...(helper === undefined ? {} : { helper: { bytes: helper } }),
    },
    tools.bundles.limits,
  )
  return rewrite.ok ? { bytes: rewrite.bytes, sha256: rewrite.sha256 } : problemTrouble(rewrite.problems[0])
}

/** A version listed under the intended name: ours when its bytes are those saved with the intent. */
const listed = async (context: Context, found: EdgeWorkerVersion): Promise<Result> => {
  const { subject, tools } = context
  const listedSum = found.checksum?.toLowerCase()
  const sum =
    listedSum !== undefined && listedSum.length === subject.sha256?.length
      ? listedSum
      : sha256(await tools.edgeWorkers.downloadBundle(subject.edgeWorkerId, found.version))
  if (sum === subject.sha256)
    return {
      kind: 'done',
      subject: { ...subject, state: 'uploaded' },
      events: [
        {
          what: 'version.uploaded',
          actor: { kind: 'bot' },
          facts: { edgeWorkerId: subject.edgeWorkerId, version: found.version, sha256: subject.sha256 },
        },
      ],
    }
  return stuck(subject, {
    code: 'foreign-version',
    sentence: `Version ${found.version} exists with other bytes than this rotation made.`,
    advice: 'Somebody uploaded under this name. Retry takes the next name.',
  })
}

/** The next version string that is neither listed nor burned. */
const nextVersion = (
  context: Context,
  versions: readonly EdgeWorkerVersion[],
  from: number,
): { k: number; version: string } => {
  let k = from
  const nameOf = (n: number) => versionName(context.subject.baseVersion, context.record.mark, n)
  while (versions.some((one) => one.version === nameOf(k))) k += 1
  return { k, version: nameOf(k) }
}

const upload = async (context: Context, subject: Candidate, bytes: Uint8Array): Promise<Result> => {
  const { tools } = context
  const validation = meanwhile(tools.edgeWorkers.validateBundle(bytes))
  await context.save(subject)
  const { errors } = await validation
  const worst = errors[0]
  if (worst !== undefined)
    return stuck(subject, {
      code: 'validation-failed',
      sentence: `Akamai refuses the rewritten bundle: ${worst.type}.`,
      advice: 'Mend the EdgeWorker, deploy it, then plan anew.',
    })
  const slot = await takeSlot(context, 'upload', (subject.tries ?? 0) > 0)
  if (!slot.ok) return { kind: 'wait', until: slot.retryAt, subject }
  if (!(await context.mayAct())) return { kind: 'stopped' }
  try {
    const made = await tools.edgeWorkers.uploadVersion(subject.edgeWorkerId, bytes)
    return await listed({ ...context, subject }, made)
  } catch (error) {
    const failure = outsideFailureOf(error)
    if (failure?.who !== 'stop') throw error
    return refused({ ...context, subject }, failure.message)
  }
}

/** Refused though not listed: the name is burned, the next one is tried. */
const refused = async (context: Context, why: string): Promise<Result> => {
  const { subject, tools } = context
  const versions = await tools.edgeWorkers.listVersions(subject.edgeWorkerId)
  const found = versions.find((one) => one.version === subject.version)
  if (found !== undefined) return listed(context, found)
  if (subject.k >= 20)
    return stuck(subject, {
      code: 'upload-refused',
      sentence: `Akamai refuses the upload: ${asSentence(why)}`,
      advice: 'If it has as many versions as Akamai keeps, delete old ones; then Retry, or Abandon.',
    })
  const { version: _burned, sha256: _sum, ...rest } = subject
  return { kind: 'wait', until: tools.now(), subject: { ...rest, k: subject.k + 1 } }
}

/**
 * Rewrites, validates and uploads one candidate. The version string and the SHA-256 of the bytes are saved before the
 * upload; a version listed with them is ours, with other bytes it is somebody else's and the rotation is held.
 */
export const prepareCandidate: Step<Candidate> = async (context) => {
  const { subject, tools } = context
  const listing = meanwhile(tools.edgeWorkers.listVersions(subject.edgeWorkerId))
  // Not at its first look it is likely to be listed already.
  const isFirst = context.acts && subject.version === undefined
  const base = () => tools.edgeWorkers.downloadBundle(subject.edgeWorkerId, subject.baseVersion)
  const early = isFirst ? meanwhile(base()) : undefined
  const versions = await listing
  const found = versions.find((one) => one.version === subject.version)
  if (found !== undefined) return listed(context, found)
  if (!context.acts) return { kind: 'done', subject }
  const bytes = await (early ?? base())
  if (sha256(bytes) !== subject.baseChecksum)
    return stuck(subject, {
      code: 'base-changed',
      sentence: `Version ${subject.baseVersion} is not the bundle that was approved.`,
      advice: 'Abandon, then ask again.',
    })
  const next = nextVersion(context, versions, subject.k)
  const built = await build(context, next.version, bytes)
  if ('code' in built) return stuck(subject, built)
  const intended: Candidate = { ...subject, k: next.k, version: next.version, sha256: built.sha256 }
  return upload(context, intended, built.bytes)
}

import { rewriteBundle } from '../bundle/rewrite-bundle.ts'
import type { ReadingTools } from '../inventory/read-contents.ts'
import { readContents } from '../inventory/read-contents.ts'
import { Secret } from '../token/secret.ts'
import type { Binding, PlannedCandidate, PlannedToken, Remark } from './plan.ts'

const placeholderUuid = '00000000-0000-5000-8000-000000000000'

const target = (token: PlannedToken | undefined) =>
  token?.generation === 'expiring'
    ? { kind: 'value' as const, value: Secret.of('e30.e30.AAAA') }
    : { kind: 'reference' as const, uuid: placeholderUuid }

/** Rewrites one base bundle in memory, with a made-up token, to know now what would be refused later. */
export const dryRun = async (
  tools: ReadingTools,
  binding: Binding,
  candidate: PlannedCandidate,
): Promise<{ candidate: PlannedCandidate; problems: readonly Remark[] }> => {
  const { edgeWorkerId, baseVersion } = candidate
  const own = binding.targets.filter((one) => one.edgeWorkerId === edgeWorkerId && one.baseVersion === baseVersion)
  const entries = new Map(own.flatMap((one) => one.entries).map((entry) => [`${entry.path} ${entry.key}`, entry]))
  const bytes = await tools.edgeWorkers.downloadBundle(edgeWorkerId, baseVersion)
  const contents = await readContents(tools, binding.account, edgeWorkerId, baseVersion)
  const helper = contents?.helper?.references === true ? undefined : tools.bundles.helper
  const rewrite = await rewriteBundle(
    bytes,
    {
      entries: [...entries.values()].map(({ path, key, from, to }) => ({
        path,
        key,
        fromName: from,
        toName: to,
        to: target(binding.new?.find((token) => token.name === to)),
      })),
      version: '0-dry-run',
      fixKeys: binding.options.fixKeys === true,
      ...(helper === undefined ? {} : { helper: { bytes: helper } }),
    },
    tools.bundles.limits,
  )
  const problems = rewrite.ok ? [] : rewrite.problems
  return {
    candidate,
    problems: problems.map(({ code, path, line, message, advice }) => ({
      code,
      sentence: `${path}:${line} ${message}`,
      advice,
      where: `EdgeWorker ${edgeWorkerId} ${baseVersion}`,
    })),
  }
}

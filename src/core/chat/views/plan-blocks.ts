import { listed } from '../../plan/listed.ts'
import type { Plan, PlannedToken, Remark } from '../../plan/plan.ts'
import type { Scope } from '../../token/scope.ts'
import type { Block, Icon, Rich } from './view.ts'
import { counted, duration, networkWord, some } from './words.ts'

const most = 8

export const scopeText = (scope: Scope): string => {
  const namespaces = Object.entries(scope.namespaces).map(([name, rights]) => `${name} (${rights.join('')})`)
  const ids =
    scope.edgeWorkerIds.length === 0 ? 'every EdgeWorker' : `EdgeWorker ${some([...scope.edgeWorkerIds], most)}`
  return `${some(namespaces, most)}; ${listed(scope.networks.map(networkWord))}; ${ids}`
}

const newLine = (token: PlannedToken, isFirst: boolean): Rich => {
  const refreshes = isFirst ? ' (refreshes itself)' : ' (refreshes itself: the last rotation it needs)'
  const expires = token.expiry === undefined ? ' (expires in six months)' : ` (expires ${token.expiry})`
  return [{ code: token.name }, token.generation === 'auto-refreshing' ? refreshes : expires]
}

const targetsText = (plan: Plan): string => {
  const { targets } = plan.binding
  const on = (network: string) => targets.filter((target) => target.network === network).length
  return `${counted(on('STAGING'), 'EdgeWorker')} on staging, ${on('PRODUCTION')} on production`
}

const propertiesText = (plan: Plan): string => {
  const names = [...new Set(Object.values(plan.findings.properties).flat())].sort()
  return names.length === 0 ? 'none that the bot can see' : some(names, most)
}

const oldLine = (plan: Plan): Rich => {
  const { old } = plan.binding
  const { daysLeft } = plan.findings
  if (old === undefined) return ['none']
  if (plan.binding.options.dead === true) return [{ code: old.name }, ' (dead already)']
  if (daysLeft === undefined) return [{ code: old.name }]
  return [{ code: old.name }, daysLeft >= 0 ? ` (${counted(daysLeft, 'day')} left)` : ' (expired)']
}

/** The plan in a few facts: old → new, scope, targets, properties, how long. */
export const planFacts = (plan: Plan): Block => {
  const { binding, findings } = plan
  const made = binding.new ?? []
  return {
    kind: 'facts',
    facts: [
      { label: 'Account', value: [binding.account] },
      ...(binding.old === undefined ? [] : [{ label: 'Old token', value: oldLine(plan) }]),
      ...made.flatMap((token) => [
        { label: 'New token', value: newLine(token, binding.action === 'create') },
        { label: made.length === 1 ? 'It may use' : `${token.name} may use`, value: [scopeText(token.scope)] },
      ]),
      ...(binding.targets.length === 0 ? [] : [{ label: 'Changes', value: [targetsText(plan)] }]),
      ...(binding.targets.length === 0 ? [] : [{ label: 'Properties', value: [propertiesText(plan)] }]),
      ...(binding.helper === undefined
        ? []
        : [{ label: 'Helper library', value: [`${binding.helper.from} → ${binding.helper.to}`] }]),
      { label: 'Takes about', value: [duration(findings.estimateMs)] },
      ...(findings.approveBy === undefined
        ? []
        : [{ label: 'Approve by', value: [{ time: findings.approveBy }, ' or the old key dies first'] }]),
    ],
  }
}

const remarkStep =
  (icon: Icon) =>
  (remark: Remark): { icon: Icon; text: Rich } => ({
    icon,
    text: [remark.where === undefined ? '' : `${remark.where}: `, remark.sentence, ' ', remark.advice],
  })

const few = (icon: Icon, remarks: readonly Remark[]) => [
  ...remarks.slice(0, most).map(remarkStep(icon)),
  ...(remarks.length > most ? [{ icon, text: [`and ${remarks.length - most} more of these.`] }] : []),
]

/** Blockers, warnings and blind spots, each with what to do. */
export const remarkBlocks = (plan: Plan): readonly Block[] => {
  const { blockers, warnings, blindSpots, others, advice } = plan.findings
  const listedOthers = others.map((use) => ({
    icon: 'info' as const,
    text: [
      `EdgeWorker ${use.edgeWorkerId} ${use.version} on ${networkWord(use.network)} is listed, not rewritten: ${use.reason}.`,
    ],
  }))
  const steps = [
    ...few('problem', blockers),
    ...few('warning', warnings),
    ...few('warning', blindSpots),
    ...few('info', advice ?? []),
    ...listedOthers.slice(0, most),
  ]
  return steps.length === 0 ? [] : [{ kind: 'steps', steps }]
}

export const blindGroups: Rich = ['Groups of the account that this API client cannot see were not looked at.']

/** Each EdgeWorker's own active version that is rewritten. */
export const targetLines = (plan: Plan): readonly Block[] => {
  const { targets } = plan.binding
  const name = (id: string): string => plan.findings.edgeWorkerNames[id] ?? ''
  const lines = targets
    .slice(0, 20)
    .map(
      ({ edgeWorkerId, network, baseVersion, entries }) =>
        `• ${edgeWorkerId} ${name(edgeWorkerId)} on ${networkWord(network)}: version ${baseVersion}, ` +
        entries.map((entry) => `${entry.path} ${entry.key}`).join(', '),
    )
  const more = targets.length > 20 ? [`and ${targets.length - 20} more.`] : []
  return lines.length === 0 ? [] : [{ kind: 'text', text: [[...lines, ...more].join('\n')] }]
}

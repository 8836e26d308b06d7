const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b)

/** The value that `share` of all do not exceed; of few values the worst. */
export const quantile = (values: readonly number[], share: number): number => {
  const all = sorted(values)
  return all[Math.min(all.length - 1, Math.ceil(all.length * share) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export interface Target {
  readonly what: string
  readonly figure: number
  readonly most: number
  readonly unit?: string
}

/** Says of each target whether it was kept, and answers 0 when all were. */
export const tellTargets = (targets: readonly Target[]): number => {
  for (const { what, figure, most, unit = '' } of targets)
    console.log(
      `  ${figure <= most ? 'kept  ' : 'MISSED'} ${what}: ${figure.toFixed(2)}${unit} (at most ${most}${unit})`,
    )
  return targets.every(({ figure, most }) => figure <= most) ? 0 : 1
}

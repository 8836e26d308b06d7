interface Rule {
  readonly method: string
  readonly times?: number
}

/** The first rule for a method, and the rules that are left once it was used. `*` stands for every method. */
export const takeRule = <T extends Rule>(rules: readonly T[], method: string): { rule?: T; left: readonly T[] } => {
  const rule = rules.find((one) => one.method === method || one.method === '*')
  if (rule === undefined) return { left: rules }
  if (rule.times === undefined) return { rule, left: rules }
  const left = rules.flatMap((one) => {
    if (one !== rule) return [one]
    return (rule.times ?? 0) > 1 ? [{ ...rule, times: (rule.times ?? 0) - 1 }] : []
  })
  return { rule, left }
}

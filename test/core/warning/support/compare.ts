import type { Told } from './oracle.ts'

const keyOf = ({ uuid, line }: Told): string => `${uuid} ${line}`
/** In a fixed order, whatever the order of telling. */
export const inOrder = (all: readonly Told[]): readonly Told[] =>
  all.toSorted((a, b) => a.at - b.at || keyOf(a).localeCompare(keyOf(b)))

/** What was told beside what should have been. */
export const compare = (expected: readonly Told[], got: readonly Told[]) => {
  const want = new Map(expected.map((one) => [keyOf(one), one.at]))
  const have = new Set(got.map(keyOf))
  return {
    missed: [...want.keys()].filter((key) => !have.has(key)),
    unexpected: got.filter((one) => !want.has(keyOf(one))).map(keyOf),
    duplicate: got.length - have.size,
    late: got.filter((one) => want.has(keyOf(one)) && want.get(keyOf(one)) !== one.at).map(keyOf),
  }
}

export const nothingWrong = { missed: [], unexpected: [], duplicate: 0, late: [] }

const msPerUnit: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `30s`, `15m`, `8h` or `7d` as milliseconds; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : msPerUnit[unit]
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor
}

const bytesPerUnit: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1_024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
}

/** `10MB`, `512KiB` or `4096B` as bytes; undefined for anything else. */
export const parseSize = (text: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,9})([KMG]i?B|B)$/.exec(text) ?? []
  const factor = unit === undefined ? undefined : bytesPerUnit[unit]
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor
}

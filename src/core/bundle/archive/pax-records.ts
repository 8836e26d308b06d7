/** Keyword and raw value, in the order of the file. */
export type PaxRecord = readonly [keyword: string, value: Buffer]

/** Reads the records `<length> <keyword>=<value>\n` of a pax header; undefined when they are malformed. */
export const readPaxRecords = (body: Buffer): readonly PaxRecord[] | undefined => {
  const records: PaxRecord[] = []
  let at = 0
  while (at < body.length) {
    const length = /^[1-9][0-9]{0,6} /.exec(body.toString('latin1', at, at + 8))?.[0]
    const end = at + Number(length)
    if (length === undefined || end > body.length || body[end - 1] !== 10) return undefined
    const record = body.subarray(at + length.length, end - 1)
    const equals = record.indexOf(61)
    if (equals < 1) return undefined
    records.push([record.toString('latin1', 0, equals), record.subarray(equals + 1)])
    at = end
  }
  return records
}

/** Writes the records. A record's length counts its own digits. */
export const writePaxRecords = (records: readonly PaxRecord[]): Buffer =>
  Buffer.concat(
    records.map(([keyword, value]) => {
      const rest = keyword.length + value.length + 3
      const digits = String(rest + String(rest).length).length
      const head = Buffer.from(`${rest + digits} ${keyword}=`, 'latin1')
      return Buffer.concat([head, value, Buffer.from('\n')])
    }),
  )

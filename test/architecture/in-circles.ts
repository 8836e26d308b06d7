import { importsOf } from './imports-of.ts'
import type { SourceFile } from './source-file.ts'

/** Files that import each other in a circle, of values or types, or that stand between two circles. */
export const inCircles = (files: readonly SourceFile[]): readonly string[] => {
  let arrows = files.flatMap((file) =>
    importsOf(file).flatMap((one) => ('file' in one ? [{ from: file.path, to: one.file }] : [])),
  )
  for (;;) {
    // An arrow into a file that imports nothing, or out of one that nobody imports, is part of no circle.
    const from = new Set(arrows.map((arrow) => arrow.from))
    const to = new Set(arrows.map((arrow) => arrow.to))
    const left = arrows.filter((arrow) => from.has(arrow.to) && to.has(arrow.from))
    if (left.length === arrows.length) return [...from].sort()
    arrows = left
  }
}

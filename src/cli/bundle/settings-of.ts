import { readFileSync } from 'node:fs'
import { problemSentence } from '../../config/config-problem.ts'
import { readConfigFile } from '../../config/read-config-file.ts'
import { defaultBundleLimits } from '../../core/bundle/bundle-limits.ts'
import type { BundleSettings } from '../../core/bundle/bundle-settings.ts'

export type SettingsRead =
  | { readonly ok: true; readonly settings: BundleSettings }
  | { readonly ok: false; readonly sentence: string }

/** The limits and the helper library of a configuration file; without one the default limits. */
export const bundleSettingsOf = (config: string | undefined): SettingsRead => {
  if (config === undefined) return { ok: true, settings: { limits: defaultBundleLimits } }
  const read = readConfigFile(config, (path) => readFileSync(path))
  if (!read.ok) return { ok: false, sentence: read.problems.map(problemSentence).join('\n') }
  const { bundles, rotation } = read.file
  const helper = rotation.helperLibrary?.bytes
  return { ok: true, settings: { limits: bundles, ...(helper === undefined ? {} : { helper }) } }
}

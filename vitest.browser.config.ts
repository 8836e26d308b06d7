import { defineConfig, mergeConfig } from 'vitest/config'
import everywhere from './vitest.config.ts'

const { projects: _others, ...shared } = everywhere.test ?? {}

// Tests in a real browser: Chromium takes its time, and two at once take longer than one after the other.
export default mergeConfig(
  defineConfig({ test: shared }),
  defineConfig({
    test: { include: ['test/e2e/**/*.browser.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 },
  }),
)

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup/global-set-up.ts',
    setupFiles: 'test/setup/each-file.ts',
    // Most files wait for Redis, processes and HTTP rather than reckon; by itself one worker less than cores is taken.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})

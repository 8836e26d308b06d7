import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup/global-set-up.ts',
    setupFiles: 'test/setup/each-file.ts',
    // Most files wait for Redis, processes and HTTP rather than reckon: on two cores 406 s with three, 554 s with two.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})

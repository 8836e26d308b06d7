import { defineConfig } from 'vitest/config'

const crashMatrix = 'test/crash/matrix.test.ts'

export default defineConfig({
  test: {
    globalSetup: 'test/setup/global-set-up.ts',
    setupFiles: 'test/setup/each-file.ts',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all but the crash matrix',
          include: ['test/**/*.test.ts'],
          exclude: [crashMatrix],
          // Most files wait for Redis, processes and HTTP rather than reckon: on two cores 340 s with four, 370 s with three.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // Busy all the time, on every core: afterwards, so that nothing else that goes by time is beside it.
        test: { name: 'crash matrix', include: [crashMatrix], sequence: { groupOrder: 1 } },
      },
    ],
  },
})

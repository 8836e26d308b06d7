import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup/global-set-up.ts',
    setupFiles: 'test/setup/each-file.ts',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})

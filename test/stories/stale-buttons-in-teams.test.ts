import { playIn } from './support/platform.ts'

// The same story, told in the other platform.
playIn('teams')
await import('./stale-buttons.test.ts')

import { readdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const compiled = fileURLToPath(new URL('../../.tools/compiled', import.meta.url))

test('what was compiled is kept for the next start, where nobody else may put anything', async () => {
  expect(await runCli(['parse', 'help'])).toMatchObject({ code: 0 })
  expect(await readdir(compiled)).not.toEqual([])
  expect((await stat(compiled)).mode & 0o002).toBe(0)
})

import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { readyPort } from '../../../src/cli/demo/ready-port.ts'

const says = (script: string) => spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe'] })

test('the port of a bot is the one that its log names when it is ready', async () => {
  const lines = `console.error('{"port":1,"msg":"starting"}'); console.error('{"roles":["chat"],"port":4711,"msg":"ready"}')`
  expect(await readyPort(says(lines), 'bot.log')).toBe(4711)
})

test('a bot that ends before says why, and where there is more', async () => {
  const bot = says(`console.error('The bot does not start: something is wrong.'); process.exitCode = 1`)
  await expect(readyPort(bot, '/tmp/bot.log')).rejects.toThrow(
    'the bot ended with code 1; see /tmp/bot.log\nThe bot does not start: something is wrong.',
  )
})

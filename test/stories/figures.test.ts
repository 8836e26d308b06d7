import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Story, startStory } from './support/start-story.ts'
import { textOf } from './support/texts.ts'

let story: Story
beforeAll(async () => {
  story = await startStory()
})
afterAll(() => story?.close())

const figures = async (): Promise<ReadonlyMap<string, number>> => {
  const text = await (await fetch(`${story.url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at).replace('edgekv_chatops_', ''), Number(line.slice(at + 1))]
    }),
  )
}

const figuresWith = async (name: string): Promise<ReadonlyMap<string, number>> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await figures()
    if (now.has(name)) return now
    await wait(200)
  }
  throw new Error(`/metrics never showed ${name}, but: ${[...(await figures()).keys()].join(' ')}`)
}

test('/metrics tells what people and the bot did, what waits, and how long tokens have left', async () => {
  expect(textOf(await story.ana.types('plan rotate mkt_token1'))).toContain('mkt_token1')
  await story.ana.types('frobnicate')
  const asked = await story.ana.types('rotate mkt_token1')
  await story.ana.clicks(asked, 'ask')
  const shown = await figuresWith('token_days_left{account="acme",token="mkt_token1"}')
  expect(shown.get('token_usages{account="acme",token="mkt_token1"}')).toBeGreaterThan(0)
  expect(shown.get('last_scan_timestamp_seconds{account="acme"}')).toBeGreaterThan(1_700_000_000)
  expect(shown.get('commands_total{platform="slack",verb="plan"}')).toBe(1)
  expect(shown.get('commands_total{platform="slack",verb="rotate"}')).toBe(1)
  expect(shown.get('commands_total{platform="slack",verb="not understood"}')).toBe(1)
  expect(shown.get('commands_total{platform="slack",verb="click"}')).toBe(1)
  expect(shown.get('events_total{what="request.requested"}')).toBe(1)
  expect(shown.get('ack_seconds_count')).toBeGreaterThanOrEqual(4)
  expect(shown.get('records{state="requested"}')).toBe(1)
  for (const state of ['waiting', 'active']) expect(shown.has(`queue_jobs{queue="step",state="${state}"}`)).toBe(true)
  expect(shown.has('queue_jobs{queue="command",state="open"}')).toBe(true)
  expect(shown.has('messages_owed')).toBe(true)
  expect(shown.get('process_resident_memory_bytes')).toBeGreaterThan(0)
})

test('/metrics answers with the last figures while Redis stands still', async () => {
  await wait(3_100)
  process.kill(story.redis.pid, 'SIGSTOP')
  try {
    const began = performance.now()
    const shown = await figures()
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(shown.has('token_days_left{account="acme",token="mkt_token1"}')).toBe(true)
  } finally {
    process.kill(story.redis.pid, 'SIGCONT')
  }
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpServer, startHttpServer } from '../../src/web/http-server.ts'
import { createMetrics } from '../../src/web/metrics.ts'
import { keptLog } from './quiet-log.ts'

const metrics = createMetrics()
let server: HttpServer
beforeAll(async () => {
  server = await startHttpServer({ port: 0, host: '127.0.0.1', routes: [metrics.route], log: keptLog() })
})
afterAll(() => server.close(100))

const lines = async (): Promise<string[]> => {
  const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
  return (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

test('metrics show the process, the queues and the days that tokens have left', async () => {
  metrics.setQueue('step', { waiting: 3, active: 1 })
  metrics.setOwedMessages(2)
  metrics.setTokens('acme', [
    { token: 'mkt_token1', daysLeft: 6, usages: 3 },
    { token: 'fresh', usages: 0 },
  ])
  metrics.setLastScan('acme', 1_700_000_000_000, 1_700_000_000_000 + 12 * 3_600_000)
  metrics.setOwedWarnings('acme', 4)
  metrics.countCommand('slack', 'rotate')
  metrics.countEvent('token.created')
  metrics.observeAck(0.02)
  const shown = await lines()
  expect(shown).toEqual(
    expect.arrayContaining([
      'edgekv_chatops_queue_jobs{queue="step",state="waiting"} 3',
      'edgekv_chatops_messages_owed 2',
      'edgekv_chatops_token_days_left{account="acme",token="mkt_token1"} 6',
      'edgekv_chatops_token_usages{account="acme",token="fresh"} 0',
      'edgekv_chatops_last_scan_timestamp_seconds{account="acme"} 1700000000',
      'edgekv_chatops_last_scan_age_days{account="acme"} 0.5',
      'edgekv_chatops_warnings_owed{account="acme"} 4',
      'edgekv_chatops_commands_total{platform="slack",verb="rotate"} 1',
      'edgekv_chatops_events_total{what="token.created"} 1',
      'edgekv_chatops_ack_seconds_count 1',
    ]),
  )
  expect(shown.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true)
  expect(shown.some((line) => line.includes('token_days_left') && line.includes('fresh'))).toBe(false)
})

test('metrics forget a token that is gone, and no other account', async () => {
  metrics.setTokens('other', [{ token: 'kept', daysLeft: 1, usages: 1 }])
  metrics.setTokens('acme', [])
  const shown = (await lines()).filter((line) => line.includes('token_days_left'))
  expect(shown).toEqual(['edgekv_chatops_token_days_left{account="other",token="kept"} 1'])
})

test('metrics show no state of records that is over', async () => {
  metrics.setRecords({ held: 1 })
  metrics.setRecords({ soaking: 2 })
  expect((await lines()).filter((line) => line.includes('_records'))).toEqual([
    'edgekv_chatops_records{state="soaking"} 2',
  ])
})

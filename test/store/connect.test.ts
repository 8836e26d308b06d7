import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Secret } from '../../src/core/token/secret.ts'
import { selfSigned } from '../../src/sandbox/tls/self-signed.ts'
import { answered } from '../../src/store/answered.ts'
import { connectRedis, type RedisAddress } from '../../src/store/connect.ts'
import { plain, startServer } from './support/start-server.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const ping = (url: string, rest: Omit<RedisAddress, 'url'> = {}): Promise<unknown> => {
  const redis = connectRedis({ url: Secret.of(url), ...rest }, { role: 'command' })
  ends.push(() => redis.disconnect())
  return answered({ what: 'a ping', changes: false }, redis.call('PING'))
}
const isListening = (port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    })
    socket.on('error', reject)
  })

test('a password in the address is used, and a wrong one is for the operator, without showing it', async () => {
  const server = await startServer(
    (port, dir) => plain(dir, '--port', `${port}`, '--requirepass', 'p@ss/word'),
    isListening,
  )
  ends.push(() => server.close())
  const at = `127.0.0.1:${server.port}`
  expect(await ping(`redis://:${encodeURIComponent('p@ss/word')}@${at}/3`)).toBe('PONG')
  const refused = await ping(`redis://${at}`).catch((error: unknown) => error)
  expect(refused).toMatchObject({ system: 'redis', who: 'operator', code: 'NOAUTH' })
  const wrong = await ping(`redis://:canary@${at}`).catch((error: unknown) => error)
  expect(wrong).toMatchObject({ system: 'redis' })
  expect(`${wrong} ${JSON.stringify(wrong)}`).not.toContain('canary')
})

test('TLS is spoken with the authority that is named, and with no other', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'redis-tls-'))
  ends.push(() => rm(dir, { recursive: true }))
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')]
  const made = selfSigned(Date.now())
  writeFileSync(cert, made.cert)
  writeFileSync(key, made.key)
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert, '--tls-auth-clients', 'no']
  const server = await startServer(
    (port, own) => plain(own, '--port', '0', '--tls-port', `${port}`, ...files),
    isListening,
  )
  ends.push(() => server.close())
  expect(await ping(`rediss://localhost:${server.port}`, { caFile: cert })).toBe('PONG')
  await expect(ping(`rediss://localhost:${server.port}`)).rejects.toMatchObject({ system: 'redis' })
})

test('the primary is found through a sentinel', async () => {
  const primary = await startServer((port, dir) => plain(dir, '--port', `${port}`), isListening)
  ends.push(() => primary.close())
  const sentinel = await startServer((port, dir) => {
    const file = join(dir, 'sentinel.conf')
    const lines = [`port ${port}`, 'bind 127.0.0.1', `dir ${dir}`, `sentinel monitor main 127.0.0.1 ${primary.port} 1`]
    writeFileSync(file, `${lines.join('\n')}\n`)
    return [file, '--sentinel']
  }, isListening)
  ends.push(() => sentinel.close())
  const sentinels = { name: 'main', nodes: [{ host: '127.0.0.1', port: sentinel.port }] }
  expect(await ping('redis://unused', { sentinels })).toBe('PONG')
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { credentialKeys } from '../src/akamai/credentials/credential.ts'
import { variableNames } from '../src/akamai/credentials/environment-values.ts'
import { freePort } from '../src/sandbox/redis/free-port.ts'
import { composeSchema } from './docker/compose-schema.ts'
import { commandOf, readDockerfile } from './docker/read-dockerfile.ts'
import { secretsIn } from './docker/secrets-in.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(join(project, file), 'utf8')

const exitCode = async (
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
) => {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  const [code] = await once(child, 'close')
  return code
}

/** Runs a health check as Docker would, against a server that answers so; 0 is healthy. */
const health = async ([program = '', ...args]: readonly string[], status: number | undefined) => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(status ?? 500).end()
  })
  const port = await freePort()
  if (status !== undefined) {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  // In the file of Compose the port is written out.
  const ours = args.map((arg) => arg.replace('127.0.0.1:3000', `127.0.0.1:${port}`))
  const node = program === 'node' ? process.execPath : program
  const code = await exitCode(node, ours, { env: { ...process.env, PORT: String(port) } })
  server.close()
  if (status !== undefined) expect(asked).toEqual(['/healthz'])
  return code
}

const answers: [string, number | undefined, number][] = [
  ['healthy when it answers', 200, 0],
  ['not when it says no', 503, 1],
  ['not when nobody listens', undefined, 1],
]

describe('the image', () => {
  const stages = readDockerfile(read('Dockerfile'))
  const last = stages.at(-1) ?? []
  const rest = (word: string) => last.filter((one) => one.word === word).map((one) => one.rest)

  test('is made from Node 24, in every stage', () => {
    const images = stages.map(([from]) => from?.rest.split(' ')[0])
    expect(images).toEqual(stages.map(() => 'node:24-slim'))
  })

  test('installs by the lock file, without scripts and without what is for development', () => {
    const runs = stages.flat().filter(({ word, rest }) => word === 'RUN' && rest.includes('npm'))
    expect(runs).toHaveLength(1)
    for (const flag of ['--no-save', '--omit=dev', '--ignore-scripts']) expect(runs[0]?.rest).toContain(flag)
  })

  test('does not run as root, whatever comes after', () => {
    expect(rest('USER')).toEqual(['node'])
    const after = last.slice(last.findIndex(({ word }) => word === 'USER') + 1).map(({ word }) => word)
    expect(after.filter((word) => ['RUN', 'COPY', 'ADD', 'USER'].includes(word))).toEqual([])
  })

  test('starts the bot unless told otherwise', () => {
    expect(rest('ENTRYPOINT').map(commandOf)).toEqual([['node', 'bin/edgekv-chatops.js']])
    expect(rest('CMD').map(commandOf)).toEqual([['start']])
  })

  test('holds no secret', () => {
    expect(secretsIn(read('Dockerfile'))).toEqual([])
  })

  test.each(answers)('is %s', async (_, status, code) => {
    expect(await health(commandOf(rest('HEALTHCHECK')[0] ?? ''), status)).toBe(code)
  })

  test('has every file it needs: the command line runs from what is copied, and nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edgekv-chatops-image-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
    const copied = rest('COPY').filter((line) => !line.startsWith('--from'))
    const paths = copied.flatMap((line) => line.split(' ').slice(0, -1))
    for (const path of paths) await cp(join(project, path), join(folder, path), { recursive: true })
    const [, ...entry] = commandOf(rest('ENTRYPOINT')[0] ?? '')
    expect(await exitCode(process.execPath, [...entry, 'config', 'schema'], { cwd: folder })).toBe(0)
    expect(await exitCode(process.execPath, [...entry, 'parse', 'rotate mkt_token1'], { cwd: folder })).toBe(0)
    const ignored = read('.dockerignore').split('\n')
    for (const path of [...paths, 'package-lock.json', '.npmrc']) expect(ignored).toContain(`!${path}`)
  })
})

type Service = {
  command: string[]
  env_file?: string
  volumes: string[]
  networks: string[]
  ports?: string[]
  user: string
  stop_grace_period: string
  healthcheck: { test: string[] }
} & Record<string, unknown>

describe('the Compose file', () => {
  const compose: {
    services: Record<string, Service>
    networks: Record<string, { internal?: boolean } | null>
    volumes: Record<string, null>
  } = parse(read('docker-compose.yml'), { merge: true })
  const { redis, ...roles } = compose.services
  const everyService = Object.entries(compose.services)
  const everyRole = Object.entries(roles)

  test('is a Compose file', () => {
    const valid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(composeSchema)
    valid(compose)
    expect(valid.errors).toBeNull()
  })

  test.each([
    ['a misspelt key', { services: { a: { image: 'b', command: ['c'], red_only: true } } }],
    ['a port open to the world', { services: { a: { image: 'b', command: ['c'], ports: ['3000:3000'] } } }],
    ['a number without a unit', { services: { a: { image: 'b', command: ['c'], stop_grace_period: '30' } } }],
  ])('is none with %s', (_, other) => {
    expect(new Ajv().compile(composeSchema)(other)).toBe(false)
  })

  test('runs each role once', () => {
    expect(Object.fromEntries(everyRole.map(([name, { command }]) => [name, command]))).toEqual({
      chat: ['start', '--role', 'chat'],
      worker: ['start', '--role', 'worker'],
      watch: ['start', '--role', 'watch'],
    })
  })

  test.each(everyService)('%s runs without root, privileges and a file system to write to', (_, service) => {
    expect(service.user).toMatch(/^(node|redis)$/)
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
    })
  })

  test('Redis never evicts and has every answered write on disk', () => {
    const command = redis?.command.join(' ')
    for (const flags of ['--maxmemory-policy noeviction', '--appendonly yes', '--appendfsync always']) {
      expect(command).toContain(flags)
    }
    expect(redis?.volumes).toEqual(['redis:/data'])
  })

  test('Redis can be reached by the roles alone', () => {
    expect(redis?.ports).toBeUndefined()
    expect(redis?.networks).toEqual(['inside'])
    expect(compose.networks['inside']).toEqual({ internal: true })
    for (const [, role] of everyRole) expect(role.networks).toContain('inside')
  })

  test.each(everyRole)('%s waits for Redis, keeps the audit trail and has time to end', (_, role) => {
    expect(role['depends_on']).toEqual({ redis: { condition: 'service_healthy' } })
    expect(role.volumes).toContain('audit:/app/data/audit')
    expect(Number.parseInt(role.stop_grace_period, 10)).toBeGreaterThan(20)
    expect(role['environment']).toMatchObject({ REDIS_URL: 'redis://redis:6379' })
  })

  test('every volume and network that is used is declared', () => {
    const volumes = everyService.flatMap(([, { volumes }]) => volumes.map((one) => one.split(':')[0] ?? ''))
    const named = volumes.filter((name) => !name.startsWith('.'))
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)))
    const networks = everyService.flatMap(([, service]) => service.networks)
    expect(new Set(networks)).toEqual(new Set(Object.keys(compose.networks)))
  })

  test.each(answers)('a role is %s', async (_, status, code) => {
    const [kind, ...command] = roles['chat']?.healthcheck.test ?? []
    expect(kind).toBe('CMD')
    expect(await health(command, status)).toBe(code)
  })

  test.each(everyRole)('every file that %s takes from beside it is named in the README', (_, { env_file, volumes }) => {
    const mounted = volumes.map((one) => one.split(':')[0] ?? '').filter((name) => name.startsWith('.'))
    const wanted = [env_file ?? '', ...mounted.map((name) => name.slice(2))]
    expect(wanted).toEqual(['edgekv-chatops.env', 'config.yaml'])
    const [, after = ''] = read('README.md').split('With Docker instead:')
    const [aboutDocker = ''] = after.split('\n\n')
    expect(wanted.filter((name) => !aboutDocker.includes(`\`${name}\``))).toEqual([])
    const variables = credentialKeys.flatMap((key) => variableNames('default', key).slice(0, 1))
    expect(variables.filter((name) => !aboutDocker.includes(`\`${name}=…\``))).toEqual([])
  })

  test('holds no secret: they come from a file that is not in the repository', () => {
    expect(secretsIn(read('docker-compose.yml'))).toEqual([])
    for (const [, role] of everyRole) expect(role.env_file).toBe('edgekv-chatops.env')
    expect(read('.gitignore').split('\n')).toContain('*.env')
  })
})

const reference = (rest: string): string => `      SLACK_BOT_TOKEN: $\{SLACK_BOT_TOKEN${rest}}`

test.each([
  ['      SLACK_BOT_TOKEN: xoxb-1', ['SLACK_BOT_TOKEN']],
  ['      - SLACK_SIGNING_SECRET=abc', ['SLACK_SIGNING_SECRET']],
  ['ENV TEAMS_APP_PASSWORD="abc"', ['TEAMS_APP_PASSWORD']],
  [reference(':-xoxb-1'), ['SLACK_BOT_TOKEN']],
  [reference(':?'), []],
  [reference(':?is missing'), []],
  ['      REDIS_URL: redis://redis:6379', []],
])('the search for secrets reads %s', (line, found) => {
  expect(secretsIn(line)).toEqual(found)
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { namespaceList } from '../../src/akamai/edge-kv/namespace-answer.ts'
import { tokenAnswer, tokenList } from '../../src/akamai/edge-kv/token-answer.ts'
import {
  activationAnswer,
  activationList,
  deactivationList,
  edgeWorkerList,
  limitList,
  propertyList,
  validationAnswer,
  versionAnswer,
  versionList,
} from '../../src/akamai/edge-workers/answers.ts'
import { bomAnswer, revisionList } from '../../src/akamai/edge-workers/revision-answers.ts'
import { groupList } from '../../src/akamai/group-answer.ts'
import { readProblem } from '../../src/akamai/http/problem.ts'

// Akamai's published examples and SDK bodies; not part of this repository.
const data = '../shared/data/akamai'

const read = (path: string): unknown => JSON.parse(readFileSync(`${data}/${path}`, 'utf8'))

const length = (value: unknown): number => (Array.isArray(value) ? value.length : 1)

describe.skipIf(!existsSync(data))('Akamai’s published examples', () => {
  const examples: [string, z.ZodType, number][] = [
    ['edgekv/examples/list-tokens-200.json', tokenList, 2],
    ['edgekv/examples/post-tokens-200.json', tokenAnswer, 1],
    ['edgekv/examples/namespaces-200.json', namespaceList, 2],
    ['edgekv/examples/auth-groups-200.json', groupList, 2],
    ['edgeworkers/examples/ids-get-200.json', edgeWorkerList, 2],
    ['edgeworkers/examples/versions-get-200.json', versionList, 2],
    ['edgeworkers/examples/version-get-200.json', versionAnswer, 1],
    ['edgeworkers/examples/versions-post-201.json', versionAnswer, 1],
    ['edgeworkers/examples/activations-get-200.json', activationList, 3],
    ['edgeworkers/examples/activation-get-200.json', activationAnswer, 1],
    ['edgeworkers/examples/activations-post-201.json', activationAnswer, 1],
    ['edgeworkers/examples/activation-delete-200.json', activationAnswer, 1],
    ['edgeworkers/examples/deactivations-get-200.json', deactivationList, 3],
    ['edgeworkers/examples/validations-post-200.json', validationAnswer, 1],
    ['edgeworkers/examples/properties-get-200.json', propertyList, 1],
    ['edgeworkers/examples/groups-get-200.json', groupList, 2],
    ['edgeworkers/examples/limits-get-200.json', limitList, 4],
    ['edgeworkers/examples/revisions-get-200.json', revisionList, 2],
    ['edgeworkers/examples/revision-bom-get-200.json', bomAnswer, 1],
  ]

  test.each(examples)('%s parses', (path, schema, count) => {
    expect(length(schema.parse(read(path)))).toBe(count)
  })

  const errorFiles = ['edgekv', 'edgeworkers'].flatMap((api) =>
    existsSync(`${data}/${api}/examples`)
      ? readdirSync(`${data}/${api}/examples`)
          .filter((name) => /-(4\d\d|500)\.json$/.test(name) && name !== 'initialize-404.json')
          .map((name) => `${api}/examples/${name}`)
      : [],
  )

  test.each(errorFiles)('%s is recognised as the API’s own refusal', (path) => {
    const body = readFileSync(`${data}/${path}`, 'utf8')
    const { errorCode } = JSON.parse(body) as { errorCode: string }
    expect(readProblem(body)).toMatchObject({ source: 'api', errorCode })
  })
})

interface SdkCase {
  readonly case: string
  readonly path: string
  readonly body: { readonly status?: unknown; readonly detail?: string; readonly serverIp?: string }
}

const schemaFor = (path: string, body: object): z.ZodType | undefined => {
  const route = path.split('?')[0] ?? ''
  if (route.endsWith('/v1/tokens')) return 'tokens' in body ? tokenList : tokenAnswer
  if (/\/tokens\/[^/]+$/.test(route)) return 'expiry' in body ? tokenAnswer : undefined
  if (route.endsWith('/namespaces')) return 'namespaces' in body ? namespaceList : undefined
  if (route.endsWith('/activations')) return 'activations' in body ? activationList : activationAnswer
  if (/\/activations\/\d+$/.test(route)) return activationAnswer
  return route.endsWith('/v1/ids') && 'edgeWorkerIds' in body ? edgeWorkerList : undefined
}

const isProblem = (body: SdkCase['body']): boolean => typeof body.status === 'number'

describe.skipIf(!existsSync(`${data}/sdk-responses`))('bodies of Akamai’s SDK', () => {
  const cases = existsSync(`${data}/sdk-responses`)
    ? ['edgekv_access_tokens', 'edgekv_namespaces', 'activations', 'edgeworker_id'].flatMap((file) =>
        (read(`sdk-responses/${file}.json`) as SdkCase[]).map(
          (one) => [`${file}: ${one.case}, ${one.path}`, one] as const,
        ),
      )
    : []

  test('are many', () => expect(cases.length).toBeGreaterThan(50))

  test.each(cases.filter(([, { body }]) => isProblem(body)))('%s is recognised as a refusal', (_name, { body }) => {
    const problem = readProblem(JSON.stringify(body))
    expect(problem.source).toBe(body.serverIp === undefined ? 'api' : 'gateway')
    expect(problem.inactiveClient).toBe(body.detail === 'Inactive client token')
  })

  const good = cases.flatMap(([name, { path, body }]) => {
    const schema = isProblem(body) ? undefined : schemaFor(path, body)
    return schema === undefined ? [] : [[name, schema, body] as const]
  })

  test('have answers that we read', () => expect(good.length).toBeGreaterThan(12))

  test.each(good)('%s parses', (_name, schema, body) => {
    expect(schema.safeParse(body).success).toBe(true)
  })
})

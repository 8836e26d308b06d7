import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createEntraGroups } from '../../src/teams/entra-groups.ts'
import { GraphRefused } from '../../src/teams/graph-refused.ts'
import { createTeamsTokens } from '../../src/teams/teams-tokens.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

type Answer = readonly [status: number, body: object]

/** A server on loopback: sign-in, and Graph as it is told. Gives its address and the Authorization headers that it saw. */
const start = async (answer: (path: string) => Answer) => {
  const seen: string[] = []
  let signIns = 0
  const server = createServer((request, response) => {
    const isSignIn = request.url?.endsWith('/token') === true
    if (isSignIn) signIns += 1
    else seen.push(request.headers.authorization ?? '')
    const [status, body] = isSignIn
      ? [200, { access_token: `token-${signIns}`, expires_in: 3_600 }]
      : answer(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return { seen, url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` }
}

const groupsAt = (url: string) => {
  const addresses = { loginUrl: url, graphUrl: url, serviceUrls: [] }
  const options = { appId: 'a', tenantId: 't', appPassword: 'p', ...addresses, insecureLocal: false, fetch }
  return createEntraGroups(options, createTeamsTokens(options))
}

test('our token goes to no address but Graph’s, whatever Graph says is the next page', async () => {
  const other = await start(() => [200, { value: [{ id: 'mallory' }] }])
  const graph = await start(() => [200, { value: [{ id: 'ana' }], '@odata.nextLink': `${other.url}/v1.0/next` }])
  await expect(groupsAt(graph.url).list('g')).rejects.toThrow(/somebody else/)
  expect(other.seen).toEqual([])
})

test('a list without an end is given up', async () => {
  const graph = await start((path) => [200, { value: [{ id: 'ana' }], '@odata.nextLink': `${graph.url}${path}` }])
  await expect(groupsAt(graph.url).list('g')).rejects.toThrow(/too many/)
  expect(graph.seen).toHaveLength(5)
})

test('a refused token is asked for anew the next time', async () => {
  let status = 401
  const graph = await start(() => [status, { value: ['g'] }])
  const groups = groupsAt(graph.url)
  await expect(groups.isIn('g', 'ana')).rejects.toEqual(new GraphRefused(401))
  status = 200
  expect(await groups.isIn('g', 'ana')).toBe(true)
  expect(graph.seen).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test('an answer of another shape, or about another group, makes nobody a member', async () => {
  const graph = await start((path) => [200, path.includes('/bob/') ? { value: ['other'] } : { members: true }])
  expect(await groupsAt(graph.url).isIn('g', 'bob')).toBe(false)
  await expect(groupsAt(graph.url).isIn('g', 'ana')).rejects.toThrow()
})

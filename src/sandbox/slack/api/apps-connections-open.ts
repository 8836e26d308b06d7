import { randomUUID } from 'node:crypto'
import { done, type Method } from './method.ts'

/** How long a socket's address can be used. */
export const ticketMs = 30_000

/** The address of a WebSocket for Socket Mode; its ticket is good once. */
export const appsConnectionsOpen: Method = {
  scopes: [],
  token: 'app',
  perMinute: 20,
  run: ({ world }) => {
    const ticket = randomUUID()
    world.state.tickets.set(ticket, Date.now())
    return done({ url: `${world.url.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=sandbox` })
  },
}

import type { AkamaiCaller, Received } from './akamai-caller.ts'

/** The requests of Akamai's own command line 1.16.0, as they were recorded when it ran against this sandbox. */
export interface AkamaiCli {
  /** `akamai edgekv …`: `said` is what its header tells of the command. */
  edgeKv(said: string, method: string, path: string, body?: unknown): Promise<Received>
  /** `akamai edgeworkers …`. */
  edgeWorkers(method: string, path: string, body?: unknown): Promise<Received>
  upload(path: string, bytes: Uint8Array): Promise<Received>
  download(path: string): Promise<Received>
}

/** It sends an empty string as JSON where there is no body, except with POST. */
const bodyOf = (method: string, body: unknown): string =>
  body !== undefined ? JSON.stringify(body) : method === 'POST' ? '' : '""'

const json = 'application/json'
const gzip = 'application/gzip'

/** `accountKey` is put behind every path as it is, not encoded. */
export const akamaiCli = (api: AkamaiCaller, accountKey: string): AkamaiCli => {
  const send = (
    method: string,
    path: string,
    body: string | Uint8Array,
    { type = json, accept = json, ...more }: Readonly<Record<string, string>>,
  ): Promise<Received> =>
    api.send({
      method,
      path: `${path}${path.includes('?') ? '&' : '?'}accountSwitchKey=${accountKey}`,
      body,
      type,
      headers: { accept, 'user-agent': 'axios/1.18.1', 'accept-encoding': 'gzip, compress, deflate, br', ...more },
    })
  const client = { 'x-ew-client': 'CLI' }
  return {
    edgeKv: (said, method, path, body) =>
      send(method, `/edgekv/v1${path}`, bodyOf(method, body), {
        'x-ak-edgekv-cli-ver': '1.16.0',
        'x-ak-edgekv-cli': said,
      }),
    edgeWorkers: (method, path, body) => send(method, `/edgeworkers/v1${path}`, bodyOf(method, body), client),
    upload: (path, bytes) => send('POST', `/edgeworkers/v1${path}`, bytes, { ...client, type: gzip }),
    download: (path) => send('GET', `/edgeworkers/v1${path}`, bodyOf('GET', undefined), { ...client, accept: gzip }),
  }
}

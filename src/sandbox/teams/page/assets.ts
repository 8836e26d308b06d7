import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { baseStyle } from '../../page/assets.ts'

const own = (name: string): URL => new URL(`./assets/${name}`, import.meta.url)
const of = (path: string): URL => pathToFileURL(createRequire(import.meta.url).resolve(path))

const script = 'text/javascript; charset=utf-8'

/** Everything that the browser loads, by its path: our page, and Microsoft's renderer from its package. */
export const teamsAssets: ReadonlyMap<string, { readonly file: URL; readonly type: string }> = new Map([
  ['/', { file: own('teams.html'), type: 'text/html; charset=utf-8' }],
  ['/page/base.css', baseStyle],
  ['/page/teams.css', { file: own('teams.css'), type: 'text/css; charset=utf-8' }],
  ['/page/teams.js', { file: own('teams.js'), type: script }],
  ['/page/messages.js', { file: own('messages.js'), type: script }],
  ['/page/card.js', { file: own('card.js'), type: script }],
  ['/page/host-config.js', { file: own('host-config.js'), type: script }],
  ['/page/adaptivecards.js', { file: of('adaptivecards/dist/adaptivecards.min.js'), type: script }],
  ['/page/marked.js', { file: of('marked'), type: script }],
])

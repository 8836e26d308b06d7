import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { helpText, type Route, routeOf } from './cli/run-line.ts'
import { safeText } from './core/audit/safe-facts.ts'

const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

/** Where it happened, and nothing else that hangs on it: an SDK's error may carry whole requests. */
const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return safeText(String(error))
  const cause = error.cause === undefined ? '' : `\nbecause of ${stackOf(error.cause)}`
  return `${safeText(error.stack ?? error.message)}${cause}`
}

/** One sentence for people; the stack only for those who ask for it. */
const tellSurprise = (error: unknown): void => {
  const sentence = error instanceof Error ? error.message : String(error)
  process.stderr.write(`edgekv-chatops failed: ${safeText(sentence)}\n`)
  if (process.env['EDGEKV_CHATOPS_DEBUG'] === '1') process.stderr.write(`${stackOf(error)}\n`)
  else process.stderr.write('EDGEKV_CHATOPS_DEBUG=1 shows where.\n')
}

const refuse = ({ word, nearest }: Extract<Route, { kind: 'unknown' }>): number => {
  const meant = nearest.map((words) => `"${words}"`).join(' or ')
  const hint = meant === '' ? '"edgekv-chatops --help" lists all verbs.' : `Did you mean ${meant}?`
  process.stderr.write(`There is no verb "${word}". ${hint}\n`)
  return 2
}

const run = async (route: Route): Promise<number> => {
  if (route.kind === 'unknown') return refuse(route)
  if (route.kind === 'help') {
    process.stdout.write(helpText(route.verb, route.group))
    return 0
  }
  const { verb, args } = route
  try {
    return await (await verb.load())(args)
  } catch (error) {
    if (!isUsageError(error)) throw error
    process.stderr.write(`${error.message}\n${helpText(verb)}`)
    return 2
  }
}

// Half of a start is compiling. Kept among our own files: Node's default is a folder where others may put code too.
enableCompileCache(fileURLToPath(new URL('../.tools/compiled', import.meta.url)))

// A reader that went away (`… | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await run(routeOf(process.argv.slice(2)))
} catch (error) {
  tellSurprise(error)
  process.exitCode = 1
}

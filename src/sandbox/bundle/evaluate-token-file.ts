import { types } from 'node:util'
import vm from 'node:vm'
import { maskSource } from './mask-source.ts'
import { type ModuleScript, scriptOfModule } from './script-of-module.ts'

export type Evaluated =
  | { readonly kind: 'map'; readonly map: Readonly<Record<string, unknown>> }
  | { readonly kind: 'no-export' }
  | { readonly kind: 'broken'; readonly message: string }

/** Wall time: a busy machine may take a while over nothing. */
const timeoutMs = 1_000

/** A promise rejected in there would end the whole process, and a token file needs none. */
const asynchronous = /\b(?:async|await|import)\b/
const withoutPromises = `for (const name of ['Promise', 'WebAssembly', 'Atomics', 'AsyncDisposableStack']) delete globalThis[name]
delete Array.fromAsync`

/**
 * Runs a token file in an empty context, as the edge would, and gives the exported map. Deliberately another way
 * than parsing: what the program sees is what counts. Only JSON leaves the context.
 */
export const evaluateTokenFile = (source: string): Evaluated => {
  if (asynchronous.test(maskSource(source))) return { kind: 'broken', message: 'asynchronous code' }
  try {
    const text = run(scriptOfModule(source.replace(/^\uFEFF/, '')))
    if (text === 'thrown') return { kind: 'broken', message: 'throws when it is run' }
    const map: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
    return isMap(map) ? { kind: 'map', map } : { kind: 'no-export' }
  } catch (error) {
    return { kind: 'broken', message: messageOf(error) }
  }
}

/** What it throws is caught inside, since looking at it outside could run more of its code, without a time limit. */
const run = (script: ModuleScript): unknown => {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  vm.runInContext(withoutPromises, context)
  // Whole by itself, so that it cannot close the braces put around it.
  new vm.Script(script.body)
  const wrapped = `(() => { try {\n${script.body}\nreturn ${script.result}\n} catch { return 'thrown' } })()`
  return vm.runInContext(wrapped, context, { timeout: timeoutMs })
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const messageOf = (error: unknown): string =>
  types.isNativeError(error) ? error.message.slice(0, 120) : 'cannot be run'

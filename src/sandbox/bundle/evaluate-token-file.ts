import vm from 'node:vm'
import { scriptOfModule } from './script-of-module.ts'

export type Evaluated =
  | { readonly kind: 'map'; readonly map: Readonly<Record<string, unknown>> }
  | { readonly kind: 'no-export' }
  | { readonly kind: 'broken'; readonly message: string }

const timeoutMs = 100

/**
 * Runs a token file in an empty context, as the edge would, and gives the exported map. Deliberately another way
 * than parsing: what the program sees is what counts. Only JSON leaves the context.
 */
export const evaluateTokenFile = (source: string): Evaluated => {
  try {
    const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
    const script = scriptOfModule(source.replace(/^\uFEFF/, ''))
    const text: unknown = vm.runInContext(script, context, { timeout: timeoutMs })
    if (typeof text !== 'string') return { kind: 'no-export' }
    const map: unknown = JSON.parse(text)
    return isMap(map) ? { kind: 'map', map } : { kind: 'no-export' }
  } catch (error) {
    return { kind: 'broken', message: messageOf(error) }
  }
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const messageOf = (error: unknown): string => {
  // Errors from inside of the context are no instances of this realm's Error.
  const text = isMap(error) && typeof error['message'] === 'string' ? error['message'] : 'cannot be run'
  return text.slice(0, 120)
}

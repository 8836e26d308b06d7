import { maskSource } from './mask-source.ts'

const tokenName = 'edgekv_access_tokens'
const exportWords =
  /\bexport\s*\{([^}]*)\}\s*;?|\bexport\s+default\b|\bexport\s+(?=(?:var|let|const|function|class)\b)/g

/** Statements of a classic script, and an expression for what it exports as JSON. */
export interface ModuleScript {
  readonly body: string
  readonly result: string
}

/** The same program as the token file's module. Node has no stable way to run a module from text. */
export const scriptOfModule = (source: string): ModuleScript => {
  const masked = maskSource(source)
  let script = ''
  let at = 0
  let exported: string | undefined
  for (const found of masked.matchAll(exportWords)) {
    script += source.slice(at, found.index)
    at = found.index + found[0].length
    if (found[1] !== undefined) exported = localNameOf(found[1]) ?? exported
    else if (found[0].includes('default')) script += ';var __default = '
    else if (exportsTokens(masked.slice(at))) exported = tokenName
  }
  script += source.slice(at)
  const map = exported ?? "(typeof __default === 'undefined' ? undefined : __default)"
  return { body: `${script}\n;`, result: `JSON.stringify(${map})` }
}

const localNameOf = (list: string): string | undefined => {
  for (const item of list.split(',')) {
    const [local, exported] = item.trim().split(/\s+as\s+/)
    if ((exported ?? local) === tokenName) return local
  }
  return undefined
}

const exportsTokens = (declaration: string): boolean => /^(?:var|let|const)\s+edgekv_access_tokens\b/.test(declaration)

import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { type Comment, type Program, parse } from 'acorn'

/** One TypeScript file; `path` is relative to `src`, `code` is its text with the comments blanked. */
export type SourceFile = { path: string; text: string; code: string; program: Program }

// Stripping puts spaces in the place of types, so that lines and columns stay.
const parseText = (text: string, comments: Comment[] = []): Program =>
  parse(stripTypeScriptTypes(text), {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    onComment: comments,
  })

export const sourceFile = (path: string, text: string): SourceFile => {
  const comments: Comment[] = []
  const program = parseText(text, comments)
  const blank = (code: string, { start, end }: Comment) =>
    code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end)
  return { path, text, code: comments.reduce(blank, text), program }
}

/** The same file with its type imports turned into plain ones, which survive the stripping of types. */
export const withTypeImports = ({ text }: SourceFile): Program =>
  parseText(text.replace(/^(import type(?= [{*\w])|export type(?= [{*]))/gm, (words) => words.replace('type', '    ')))

/** All files of `src`. */
export const readSources = (root: string): SourceFile[] =>
  globSync('**/*.ts', { cwd: root })
    .toSorted()
    .map((path) => sourceFile(path, readFileSync(`${root}/${path}`, 'utf8')))

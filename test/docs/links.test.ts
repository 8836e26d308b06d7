import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cliVerbs } from '../../src/cli/verbs.ts'

const root = new URL('../../', import.meta.url)

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

const read = (page: string): string => readFileSync(new URL(page, root), 'utf8')

const brokenLinks = (page: string, text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link) && !existsSync(new URL(link, new URL(page, root))))

test.each(pages)('every link of %s leads to a file', (page) => {
  expect(brokenLinks(page, read(page))).toEqual([])
})

test('a link that leads nowhere is found', () => {
  expect(brokenLinks('docs/a.md', '[a](no-such.md) [b](../README.md) [c](https://example.com/x)')).toEqual([
    'no-such.md',
  ])
})

test('every npm command of the README is one of this project', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read('README.md').matchAll(/npm (?:run (?:-s )?([a-z:-]+)|(?:test|start)\b)/g)].map(
    ([line, name]) => name ?? line.slice(4),
  )
  expect(named).toContain('demo')
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('every verb that the README and the pages name exists', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/edgekv-chatops ([a-z]+(?: [a-z]+)?)/g)].map(([, words = '']) => words),
  )
  const known = cliVerbs.map(({ words }) => words)
  const unknown = named.filter((words) => !known.includes(words) && !known.includes(words.split(' ')[0] ?? ''))
  expect(unknown).toEqual([])
})

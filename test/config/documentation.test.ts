import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { configJsonSchema } from '../../src/config/config-json-schema.ts'
import { environmentSchema } from '../../src/config/schema/environment-schema.ts'

const documented = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The names of all settings in a JSON Schema, however deep. */
const keysOf = (schema: unknown): string[] => {
  if (!isObject(schema)) return []
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
  const below = [schema['items'], schema['additionalProperties'], ...properties.map(([, property]) => property)]
  return [...properties.map(([key]) => key), ...below.flatMap(keysOf)]
}

test('the documentation names every key of the file', () => {
  const keys = [...new Set(keysOf(configJsonSchema()))]
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.filter((key) => !new RegExp(`\\b${key}\\b`).test(documented))).toEqual([])
})

test('the documentation names every variable of the environment', () => {
  const names = Object.keys(environmentSchema.shape)
  expect(names).toContain('REDIS_URL')
  expect(names.filter((name) => !documented.includes(`\`${name}\``))).toEqual([])
})

test('the JSON Schema is closed: unknown keys are refused by editors as well', () => {
  const open = (schema: unknown): unknown[] => {
    if (!isObject(schema)) return []
    const here = isObject(schema['properties']) && schema['additionalProperties'] !== false ? [schema] : []
    return [...here, ...Object.values(schema).flatMap(open)]
  }
  expect(open(configJsonSchema())).toEqual([])
  expect(open(z.toJSONSchema(z.looseObject({ a: z.string() })))).toHaveLength(1)
})

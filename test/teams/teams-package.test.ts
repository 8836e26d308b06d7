import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { verbs } from '../../src/core/chat/grammar/command.ts'
import { teamsPackage } from '../../src/teams/teams-package.ts'

const source = JSON.parse(readFileSync('manifests/teams/manifest.json', 'utf8'))
const appId = '11111111-2222-4333-8444-555555555555'
const files = unzipSync(teamsPackage(source, appId, 'https://bot.example.com'))
const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString())
const schemaFile = '../shared/data/teams/MicrosoftTeams.schema.json'

describe('the app package', () => {
  test('names our app and address', () => {
    expect(manifest).toMatchObject({ id: appId, bots: [{ botId: appId }], validDomains: ['bot.example.com'] })
  })

  test('offers commands that the bot knows, no more than Teams shows', () => {
    const titles: string[] = manifest.bots[0].commandLists[0].commands.map((one: { title: string }) => one.title)
    expect(verbs).toEqual(expect.arrayContaining(titles))
    expect([titles.length, new Set(titles).size]).toEqual([12, 12])
  })

  test.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('holds %s, %i pixels wide and high', (name, size) => {
    const icon = Buffer.from(files[name] ?? [])
    expect(icon.subarray(1, 4).toString()).toBe('PNG')
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size])
  })

  test.skipIf(!existsSync(schemaFile))('is valid by Microsoft’s schema, and a wrong one is not', () => {
    const { $schema: _draft4, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'))
    const ajv = new Ajv({ strict: false, validateSchema: false })
    addFormats.default(ajv)
    const validate = ajv.compile(schema)
    expect(validate(manifest) || validate.errors).toBe(true)
    expect(validate({ ...manifest, bots: [{ botId: 'x', scopes: [] }] })).toBe(false)
  })
})

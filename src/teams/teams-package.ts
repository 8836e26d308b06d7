import { zipSync } from 'fflate'
import { z } from 'zod'
import { drawIcon } from './draw-icon.ts'

const template = z.looseObject({ developer: z.looseObject({}), bots: z.array(z.looseObject({})) })

/** The app package to upload to Teams: the manifest for this app id and address, and both icons. Throws for another template. */
export const teamsPackage = (source: unknown, appId: string, origin: string): Uint8Array => {
  const manifest = template.parse(source)
  const pages = { websiteUrl: origin, privacyUrl: origin, termsOfUseUrl: origin }
  const filled = {
    ...manifest,
    id: appId,
    developer: { ...manifest.developer, ...pages },
    bots: manifest.bots.map((bot) => ({ ...bot, botId: appId })),
    validDomains: [new URL(origin).host],
  }
  const files = {
    'manifest.json': Buffer.from(`${JSON.stringify(filled, undefined, 2)}\n`),
    'color.png': drawIcon('color'),
    'outline.png': drawIcon('outline'),
  }
  return zipSync(files, { mtime: '2026-01-01T00:00:00Z' })
}

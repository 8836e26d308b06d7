import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')

/** The browser that the set-up looks for too; undefined where there is none. */
export const chromiumPath: string | undefined = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => folders.map((folder) => join(folder, name)))
  .find((path) => existsSync(path))

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Starts it without a window. */
export const launchChromium = async (): Promise<Browser> => {
  if (chromiumPath === undefined) throw new Error('There is no Chromium: `node scripts/set-up.mjs --browser` gets one.')
  return chromium.launch({ executablePath: chromiumPath, args })
}

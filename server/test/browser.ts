import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const record = new URL('../../.cache/browser.json', import.meta.url)

/** Starts the browser that `npm test` found or brought, quiet on the network and fit for a container. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  })
}

function browserPath(): string {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  const found = [process.env['GATEHOUSE_BROWSER'], recordedPath(), ...onPath].find((path) => path && existsSync(path))
  if (!found) throw new Error('No browser found: install Chromium, or name one in GATEHOUSE_BROWSER.')
  return found
}

function recordedPath(): string | undefined {
  return existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).path : undefined
}

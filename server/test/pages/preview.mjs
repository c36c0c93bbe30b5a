// Pictures of every page and mail in every state, to be looked at:
// `node test/pages/preview.mjs <folder> [part of a name] [locale]` from server/.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runnerImport } from 'vite'

const [folder = 'preview', part = '', locale = 'en'] = process.argv.slice(2)
const looks = [
  { name: 'wide-light', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'wide-dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'narrow-light', width: 320, height: 640, colorScheme: 'light' },
  { name: 'narrow-dark', width: 320, height: 640, colorScheme: 'dark' },
]

const config = {
  root: resolve(import.meta.dirname, '../..'),
  configFile: false,
  logLevel: 'warn',
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  environments: { inline: { resolve: { conditions: ['source', 'node'] } } },
}
const load = async (file) => (await runnerImport(resolve(import.meta.dirname, file), config)).module

const { sampleMail, samplePages } = await load('./samples.ts')
const { launchBrowser } = await load('../browser.ts')
const browser = await launchBrowser()
mkdirSync(folder, { recursive: true })
const mails = ['sign_in', 'sign_up', 'reset'].map((purpose) => ({
  name: `mail-${purpose}`,
  ...sampleMail(locale, purpose),
}))
for (const { name, html } of [...samplePages(locale), ...mails].filter((sample) => sample.name.includes(part))) {
  const file = resolve(join(folder, `${name}.${locale}.html`))
  writeFileSync(file, html)
  for (const look of looks) {
    const page = await browser.newPage({ viewport: look, colorScheme: look.colorScheme })
    await page.goto(pathToFileURL(file).href)
    await page.screenshot({ path: file.replace(/html$/, `${look.name}.png`), fullPage: true })
    await page.close()
  }
}
await browser.close()

import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../test/browser.ts'
import { samplePages } from '../../../test/pages/samples.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const policy = [
  "default-src 'none'; style-src 'nonce-c2FtcGxlLW5vbmNl'; script-src 'nonce-c2FtcGxlLW5vbmNl'",
  "img-src 'self' data: https:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ')
const english = samplePages('en')
const arabic = samplePages('ar').filter(({ name }) => /^(identify-problem|code|register-problems|inbox)$/.test(name))

const browser = await launchBrowser()
const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 320, height: 640 } })
let page: Page
let refused: string[] = []

beforeAll(async () => {
  page = await context.newPage()
  page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))
})
afterAll(() => browser.close())

/** As the server would send it: on an origin, under the policy. */
async function show(html: string) {
  refused = []
  await context.unrouteAll()
  await context.route('**/*', (route) => {
    const isPage = route.request().resourceType() === 'document'
    const headers = { 'content-security-policy': policy, 'content-type': 'text/html' }
    return isPage ? route.fulfill({ body: html, headers }) : route.abort()
  })
  await page.goto('http://pages.test/')
}

async function findings(colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme })
  await page.evaluate(axeSource)
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

test.each(english)(
  '$name: checks find nothing in light and dark, the policy holds, 320 px suffice',
  async ({ html }) => {
    await show(html)
    expect([...(await findings('light')), ...(await findings('dark'))]).toEqual([])
    expect(refused).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  },
)

const LONG = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)

/** A page where every name that somebody chose is long and has no place to break. */
const withLongNames = (html: string) =>
  html
    .replaceAll('Meadow', LONG)
    .replaceAll('ada.lovelace@', `${LONG.slice(0, 64)}@`)
    .replaceAll('example.com', `${LONG.slice(0, 60)}.${LONG.slice(0, 60)}.example.com`)
    .replaceAll('read:programme', `read:${LONG}`)

test.each(english)('$name fits 320 px with long names, also where text is twice as large', async ({ html }) => {
  await show(withLongNames(html))
  const width = () => page.evaluate('document.documentElement.scrollWidth')
  const plain = await width()
  await page.evaluate('document.documentElement.style.fontSize = "200%"')
  expect([plain, await width()]).toEqual([320, 320])
})

test.each(arabic)('$name from right to left: checks find nothing, 320 px suffice', async ({ html }) => {
  await show(html)
  expect(await findings('light')).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
})

test.each(english.filter(({ html }) => html.includes('aria-invalid="true"')))(
  '$name focuses the first problem',
  async ({ html }) => {
    await show(html)
    // The browser moves the focus when it first draws the page, not while it reads it.
    const focused = () => page.evaluate('document.activeElement === document.querySelector("[aria-invalid]")')
    await expect.poll(focused).toBe(true)
  },
)

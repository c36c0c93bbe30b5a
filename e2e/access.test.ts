import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { mailedCode } from '../server/test/oauth.ts'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, identify, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const application = await aWebApplication(server)
const browser = await aBrowser()

/** Pictures are kept for people to look at; assertions cover what a program can check. */
const shots = fileURLToPath(new URL('../.cache/screenshots/', import.meta.url))
mkdirSync(shots, { recursive: true })

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'))
const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)
const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

test('a keyboard is enough: each page starts in its field and Enter goes on', async () => {
  const page = await browser.visitor()
  await application.open(page)
  expect(await focused(page)).toBe('email')
  await page.keyboard.type('keys@example.com')
  await page.keyboard.press('Enter')
  await page.getByLabel('Code from the email').waitFor()
  expect(await focused(page)).toBe('code')
  await page.keyboard.type(await mailedCode(server, 'keys@example.com'))
  await page.keyboard.press('Enter')
  await page.getByLabel('First name').waitFor()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Lovelace')
  await page.keyboard.press('Enter')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('a page with a problem puts the focus on the field that has it', async () => {
  const page = await browser.visitor()
  await application.open(page)
  await identify(page, 'focus@example.com')
  await page.getByLabel('Code from the email').fill('000000')
  await page.keyboard.press('Enter')
  await page.getByText('That is not the code').waitFor()
  expect(await focused(page)).toBe('code')
})

test.each([
  ['narrow', 'light', { width: 320, height: 640 }],
  ['narrow', 'dark', { width: 320, height: 640 }],
  ['wide', 'light', { width: 1_280, height: 800 }],
  ['wide', 'dark', { width: 1_280, height: 800 }],
] as const)('the pages fit a %s screen in the %s scheme', async (width, colorScheme, viewport) => {
  const page = await browser.visitor({ viewport, colorScheme })
  const email = `${width}-${colorScheme}@example.com`
  const shoot = (name: string) => page.screenshot({ path: `${shots}${name}-${width}-${colorScheme}.png` })
  await application.open(page, { prompt: 'create' })
  await shoot('register')
  const widths = [await widthOf(page)]
  await register(page, email)
  await page.getByLabel('Code from the email').waitFor()
  await shoot('code')
  expect([...widths, await widthOf(page)]).toEqual([viewport.width, viewport.width])
  await enterCode(page, server, email)
  await application.arrival(page)
})

test('a long address takes the whole line of a narrow page before it breaks', async () => {
  const page = await browser.visitor({ viewport: { width: 320, height: 640 } })
  await application.open(page)
  await identify(page, `${'long'.repeat(15)}@example.com`)
  const address = page.locator('.identity bdi')
  const [line, shown] = await address.evaluate((element) => {
    const { paddingInlineStart, paddingInlineEnd, inlineSize } = getComputedStyle(element.parentElement ?? element)
    const room = parseFloat(inlineSize) - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd)
    return [room, element.getBoundingClientRect().width]
  })
  expect(Math.round(shown ?? 0)).toBe(Math.round(line ?? -1))
})

test('the dark scheme has another background than the light one', async () => {
  const light = await browser.visitor({ colorScheme: 'light' })
  const dark = await browser.visitor({ colorScheme: 'dark' })
  await application.open(light)
  await application.open(dark)
  expect(await groundOf(light)).toBe('rgb(247, 246, 243)')
  expect(await groundOf(dark)).toBe('rgb(19, 19, 22)')
})

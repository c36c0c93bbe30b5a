import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchBrowser } from '../server/test/browser.ts'
import { mailedCode } from '../server/test/oauth.ts'
import type { TestServer } from '../server/test/server.ts'

/** Long enough for a machine that is busy with other tests; no test waits this long normally. */
export const PATIENCE_MS = 15_000

/** One browser for the test file; each visitor has cookies and storage of their own. */
export async function aBrowser() {
  const browser = await launchBrowser()
  afterAll(() => browser.close())
  return {
    async visitor(options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext(options)
      context.setDefaultTimeout(PATIENCE_MS)
      return context.newPage()
    },
  }
}

/** Presses a button by its text; the caller waits for the result. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** The field and the button of the first page. */
export async function identify(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  await press(page, 'Continue')
}

/** Fills in the sign-up page as a new person. */
export async function register(page: Page, email: string): Promise<void> {
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill('Lovelace')
  await page.getByLabel('Email address').fill(email)
  await press(page, 'Create account')
}

/** Types the code that was mailed. */
export async function enterCode(page: Page, server: TestServer, email: string): Promise<void> {
  const field = page.getByLabel('Code from the email')
  await field.waitFor()
  await field.fill(await mailedCode(server, email))
  await page.locator('form[action$="/code"] button').click()
}

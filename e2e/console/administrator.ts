import type { Page } from 'playwright-core'
import { startServer, type TestServer } from '../../server/test/server.ts'
import { aBrowser, press } from '../visitor.ts'

export const PASSWORD = 'an arch of seventeen stones'

export interface Administrator {
  readonly server: TestServer
  readonly page: Page
  /** The address of the development environment in the console. */
  readonly home: string
  /** Goes to a page of the development environment. */
  open(path: string): Promise<void>
}

interface AdministratorOptions {
  readonly colorScheme?: 'light' | 'dark'
  /** The server's settings. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A server, and a browser whose owner came in by the set-up link. */
export async function anAdministrator({
  settings = {},
  ...options
}: AdministratorOptions = {}): Promise<Administrator> {
  const server = await startServer({ isListening: true, settings })
  const browser = await aBrowser()
  const page = await browser.visitor(options)
  const link = new URL(server.firstRun.setup_url ?? '')
  link.port = new URL(server.origin).port
  await setUp(page, link.href)
  const origin = new URL(page.url()).origin
  await page.goto(`${origin}/console`)
  await signInWhereAsked(page)
  await page.getByRole('heading', { level: 1, name: 'Development' }).waitFor()
  const home = page.url()
  return {
    server,
    page,
    home,
    async open(path) {
      await page.goto(`${home}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
  }
}

async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('First name').fill('Hanna')
  await page.getByLabel('Last name').fill('Sørensen')
  await page.getByLabel('Email address').fill('hanna@example.com')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Create administrator')
  await page.waitForURL((url) => !url.pathname.startsWith('/setup'))
}

async function signInWhereAsked(page: Page): Promise<void> {
  const field = page.getByLabel('Email address')
  const isAsked = await Promise.race([
    field.waitFor().then(() => true),
    page
      .getByRole('navigation', { name: 'Console' })
      .waitFor()
      .then(() => false),
  ])
  if (!isAsked) return
  await field.fill('hanna@example.com')
  await press(page, 'Continue')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill(PASSWORD)
  await password.press('Enter')
}

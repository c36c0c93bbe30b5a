import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import { beforeEach, expect, test } from 'vitest'
import { startServer } from '../../server/test/server.ts'
import { aBrowser, press } from '../visitor.ts'

// axe-core is a package of the server's tests.
const require = createRequire(fileURLToPath(new URL('../../server/package.json', import.meta.url)))
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const server = await startServer({ isListening: true })
const page = await (await aBrowser()).visitor({ viewport: { width: 1280, height: 900 } })
const control = server.origin.replace('localhost', 'admin.localhost')
const requests: URL[] = []
const refused: string[] = []
page.on('request', (request) => requests.push(new URL(request.url())))
page.on('console', (message) => message.text().includes('Content Security Policy') && refused.push(message.text()))
page.on('pageerror', (error) => refused.push(error.message))

beforeEach(() => {
  requests.length = 0
  refused.length = 0
})

async function openReference(origin: string): Promise<void> {
  await page.goto(`${origin}/api/reference`)
  await page.locator('.opblock-tag').first().waitFor()
}

async function findings(): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

test('a developer finds an operation and tries it with a token, and nothing goes to another host', async () => {
  await openReference(server.origin)
  await page.getByLabel('Search operations').fill('getApplications')
  await page.locator('#operations-Applications-getApplications .opblock-summary-control').click()
  await page.getByText('List applications').first().waitFor()
  await press(page, 'Try it out')
  await press(page, 'Execute')
  await page.getByText('TOKEN_REQUIRED').first().waitFor()

  const { client_id, client_secret, audience } = server.firstRun.management
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const answer = await server.request('/oauth2/token', { method: 'POST', body: new URLSearchParams(fields) })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  await page.getByRole('button', { name: 'Authorize', exact: true }).click()
  await page.getByRole('textbox', { name: /auth/i }).fill(token)
  await page.getByRole('button', { name: 'Apply credentials' }).click()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await press(page, 'Execute')
  await page.getByText('"applications"').first().waitFor()

  expect(requests.filter(({ origin, protocol }) => protocol !== 'data:' && origin !== server.origin)).toEqual([])
  expect(refused).toEqual([])
  const kept = await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])')
  expect(kept).not.toContain(token.slice(0, 20))
  await openReference(server.origin)
  expect(await page.content()).not.toContain(token.slice(0, 20))
})

test.each(['light', 'dark'] as const)(
  'the reference in %s passes the checks, without signing in, and fits 320 px',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1280, height: 900 })
    await openReference(control)
    await page.getByLabel('Search operations').fill('createRole')
    await page.locator('.opblock-summary-control').first().click()
    await page.getByText('Request body').first().waitFor()
    expect(await findings()).toEqual([])
    await page.setViewportSize({ width: 320, height: 700 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    expect(requests.filter(({ origin, protocol }) => protocol !== 'data:' && origin !== control)).toEqual([])
    expect(refused).toEqual([])
  },
)

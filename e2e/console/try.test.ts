import { expect, test } from 'vitest'
import { enterCode, press, register } from '../visitor.ts'
import { anAdministrator } from './administrator.ts'

const { page, open, server } = await anAdministrator()

test('an administrator tries the sign-in and sees code, tokens and the source of each claim, once', async () => {
  await open('/try')
  await page.getByRole('combobox', { name: 'Pages' }).click()
  await page.getByRole('option', { name: 'Show the sign-up page first' }).click()
  await press(page, 'Try the sign-in')
  await register(page, 'ada@example.com')
  await enterCode(page, server, 'ada@example.com')
  await page.getByText('The tokens are shown this once').waitFor()
  expect(new URL(page.url()).search).toBe('')
  const claims = page.getByRole('table', { name: 'Claims of the ID token' })
  await claims.getByRole('row', { name: /email .*ada@example\.com.* Scope email/ }).waitFor()
  await claims.getByRole('row', { name: /iss .*Protocol: the issuer/ }).waitFor()
  await page.getByRole('region', { name: 'Step by step' }).getByRole('link', { name: 'Open the trace' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Try the sign-in' }).waitFor()
  expect(await page.getByText('The tokens are shown this once').count()).toBe(0)
})

test('an error at the sign-in is shown, and an answer that nobody waits for is refused', async () => {
  await open('/try')
  await page.getByRole('combobox', { name: 'Pages' }).click()
  await page.getByRole('option', { name: 'No page' }).click()
  await page.context().clearCookies({ domain: 'localhost' })
  await press(page, 'Try the sign-in')
  await page.getByText('login_required').waitFor()
  const origin = new URL(page.url()).origin
  await page.goto(`${origin}/console/try/callback?code=stolen&state=${'0'.repeat(32)}.x`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.content()).not.toContain('stolen')
})

test('production offers no trial and says why', async () => {
  await page.goto(page.url().replace(/\/console.*/, '/console'))
  await page.getByRole('heading', { level: 1, name: 'Development' }).waitFor()
  await page.goto(`${page.url().replace(/\/development.*/, '')}/production/try`)
  await page.getByRole('heading', { name: 'Not in production' }).waitFor()
})

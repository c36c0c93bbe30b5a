import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startServer } from '../server/test/server.ts'
import { manage } from '../server/test/oauth.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, identify, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const application = await aWebApplication(server, { email_method: 'email:password' })
const browser = await aBrowser()
const PASSWORD = 'correct horse battery'

/** Signs up to the application, then out again. */
async function signUp(email: string): Promise<Page> {
  const page = await browser.visitor()
  await application.open(page, { prompt: 'create' })
  await register(page, email)
  await enterCode(page, server, email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Save password')
  await application.arrival(page)
  await page.goto(`${server.origin}/logout`)
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  return page
}

test('a person who signed up with a password signs in with it after signing out', async () => {
  const page = await signUp('grace@example.com')
  await application.open(page)
  await identify(page, 'grace@example.com')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Sign in')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('a wrong password is reported, and the field has the focus', async () => {
  const page = await signUp('wrong@example.com')
  await application.open(page)
  await identify(page, 'wrong@example.com')
  await page.getByLabel('Password', { exact: true }).fill('not the one at all')
  await press(page, 'Sign in')
  await page.getByText('The email address or the password is not right.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('password')
})

test('a forgotten password is replaced after a code', async () => {
  const page = await signUp('forgot@example.com')
  await application.open(page)
  await identify(page, 'forgot@example.com')
  await press(page, 'Forgot your password?')
  await enterCode(page, server, 'forgot@example.com')
  await page.getByLabel('New password', { exact: true }).fill('a different one altogether')
  await press(page, 'Save and sign in')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('a password can be shown and is hidden again before it is sent', async () => {
  const page = await signUp('shown@example.com')
  await application.open(page)
  await identify(page, 'shown@example.com')
  const field = page.getByLabel('Password', { exact: true })
  await press(page, 'Show password')
  expect(await field.getAttribute('type')).toBe('text')
  await press(page, 'Hide password')
  expect(await field.getAttribute('type')).toBe('password')
})

test('a person with an account from before the switch to passwords finds the way without help (M2-5)', async () => {
  const switched = await aWebApplication(server, { email_method: 'email:otp' })
  const page = await browser.visitor()
  await switched.open(page, { prompt: 'create' })
  await register(page, 'switched@example.com')
  await enterCode(page, server, 'switched@example.com')
  await switched.arrival(page)
  await page.goto(`${server.origin}/logout`)
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await manage(server, 'PATCH', `/api/v1/applications/${switched.clientId}/settings`, {
    email_method: 'email:password',
  })

  await switched.open(page)
  await identify(page, 'switched@example.com')
  await press(page, 'Email me a code')
  await enterCode(page, server, 'switched@example.com')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(page, 'Save password')
  expect((await switched.arrival(page)).searchParams.has('code')).toBe(true)
})

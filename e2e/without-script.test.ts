import { expect, test } from 'vitest'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const byCode = await aWebApplication(server)
const byPassword = await aWebApplication(server, { email_method: 'email:password' })
const browser = await aBrowser()
const WITHOUT_SCRIPT = { javaScriptEnabled: false }

test('a code signs somebody up and in without a script', async () => {
  const page = await browser.visitor(WITHOUT_SCRIPT)
  await byCode.open(page, { prompt: 'create' })
  await register(page, 'plain@example.com')
  await enterCode(page, server, 'plain@example.com')
  await byCode.arrival(page)
  await byCode.open(page, { prompt: 'login' })
  await press(page, 'Continue')
  await enterCode(page, server, 'plain@example.com')
  expect((await byCode.arrival(page)).searchParams.has('code')).toBe(true)
})

test('a password is chosen without a script, and nothing that needs one is shown', async () => {
  const page = await browser.visitor(WITHOUT_SCRIPT)
  await byPassword.open(page, { prompt: 'create' })
  await register(page, 'plain-password@example.com')
  await enterCode(page, server, 'plain-password@example.com')
  const field = page.getByLabel('Password', { exact: true })
  await field.waitFor()
  expect(await page.getByRole('button', { name: 'Show password' }).count()).toBe(0)
  await field.fill('correct horse battery')
  await press(page, 'Save password')
  expect((await byPassword.arrival(page)).searchParams.has('code')).toBe(true)
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startServer } from '../server/test/server.ts'
import { anExample } from './example.ts'
import { aBrowser, enterCode, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const example = await anExample(server)
const browser = await aBrowser()

async function signUp(email: string): Promise<Page> {
  const page = await browser.visitor()
  await page.goto(example.origin)
  await press(page, 'Create account')
  await register(page, email)
  await enterCode(page, server, email)
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
  return page
}

test('a new person signs up by code and the application greets them', async () => {
  const page = await signUp('new@example.com')
  const shown = await page.getByRole('main').innerText()
  expect(shown).toContain('Ada Lovelace')
  expect(shown).toContain('new@example.com')
  await page.getByText(/^org_\w+$/).waitFor()
})

test('a reloaded page is still signed in, by a cookie that scripts cannot read', async () => {
  const page = await signUp('reload@example.com')
  await page.reload()
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
  const readable = await page.evaluate(() => document.cookie)
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }))
  expect(readable).toBe('_kbrte=1')
  expect(stored).not.toContain('oken')
})

test('the tokens are refreshed, before and after a reload', async () => {
  const page = await signUp('refresh@example.com')
  await press(page, 'Refresh tokens')
  await page.getByText('Tokens refreshed at').waitFor()
  await page.reload()
  await press(page, 'Refresh tokens')
  await page.getByText('Tokens refreshed at').waitFor()
})

test('signing out ends the session of the application and of the server', async () => {
  const page = await signUp('out@example.com')
  await press(page, 'Sign out')
  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await page.reload()
  await press(page, 'Sign in')
  await page.getByLabel('Email address').waitFor()
  expect(new URL(page.url()).origin).toBe(server.origin)
})

test('a person with an account signs in by a code', async () => {
  await signUp('again@example.com')
  const page = await browser.visitor()
  await page.goto(example.origin)
  await press(page, 'Sign in')
  await page.getByLabel('Email address').fill('again@example.com')
  await press(page, 'Continue')
  await enterCode(page, server, 'again@example.com')
  await page.getByRole('heading', { name: 'Hello, Ada' }).waitFor()
})

test('a person who cancels returns to the application, which shows it', async () => {
  const page = await browser.visitor()
  await page.goto(example.origin)
  await press(page, 'Sign in')
  await press(page, 'Cancel and go back')
  await page.getByRole('alert').waitFor()
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
})

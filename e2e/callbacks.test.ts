import { expect, test } from 'vitest'
import { anApplication, authorizePath, claimsOf, exchange, pkce, type Tokens } from '../server/test/oauth.ts'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, identify, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const shop = await aWebApplication(server)
const cellar = await aWebApplication(server)
const phone = await anApplication(server, { redirectUri: 'myapp://callback' })
const browser = await aBrowser()

test('an application on another origin receives a code that it can redeem', async () => {
  const page = await browser.visitor()
  const proof = await shop.open(page, { prompt: 'create' })
  await register(page, 'shop@example.com')
  await enterCode(page, server, 'shop@example.com')
  const tokens = (await (await exchange(server, shop, { callback: await shop.arrival(page), proof })).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ email: 'shop@example.com' })
})

test('a second application signs the person in without a question', async () => {
  const page = await browser.visitor()
  await shop.open(page, { prompt: 'create' })
  await register(page, 'both@example.com')
  await enterCode(page, server, 'both@example.com')
  await shop.arrival(page)
  const proof = await cellar.open(page)
  const exchanged = await exchange(server, cellar, { callback: await cellar.arrival(page), proof })
  expect(claimsOf(((await exchanged.json()) as Tokens).id_token)).toMatchObject({ email: 'both@example.com' })
})

test('an application on a phone is called by its own scheme (RFC 8252 §7.1)', async () => {
  const page = await browser.visitor()
  const proof = pkce()
  const called = page.waitForRequest((request) => request.url().startsWith('myapp://callback'))
  await page.goto(`${server.origin}${authorizePath(phone, proof)}`)
  await identify(page, 'phone@example.com')
  await enterCode(page, server, 'phone@example.com')
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill('Lovelace')
  await page.getByRole('button', { name: 'Create account' }).click()
  const callback = new URL((await called).url())
  expect((await exchange(server, phone, { callback, proof })).status).toBe(200)
})

test('the success page calls an application on a phone, and stays behind it', async () => {
  const page = await browser.visitor()
  const called = page.waitForRequest((request) => request.url().startsWith('myapp://callback'))
  await page.goto(`${server.origin}${authorizePath(phone, pkce(), { prompt: 'create', has_success_page: 'true' })}`)
  await register(page, 'behind@example.com')
  await enterCode(page, server, 'behind@example.com')
  await called
  await page.getByText('You can close this window and return to Shop.').waitFor()
})

test('the success page leads on to an application in the browser by itself', async () => {
  const page = await browser.visitor()
  await shop.open(page, { prompt: 'create', is_use_auth_success_page: 'true' })
  await register(page, 'onward@example.com')
  await enterCode(page, server, 'onward@example.com')
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  expect((await shop.arrival(page)).searchParams.get('code')).toBeTruthy()
})

import { expect, test } from 'vitest'
import { mailedCode, manage } from '../server/test/oauth.ts'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, identify, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const application = await aWebApplication(server)
const loginUri = new URL('/login', application.redirectUri).href
await manage(server, 'PATCH', `/api/v1/applications/${application.clientId}`, { login_uri: loginUri })
const browser = await aBrowser()

test('the back button leads to the address, and another one can be entered', async () => {
  const page = await browser.visitor()
  await application.open(page, { prompt: 'create' })
  await register(page, 'back@example.com')
  await page.getByLabel('Code from the email').waitFor()
  await page.goBack()
  await register(page, 'better@example.com')
  await enterCode(page, server, 'better@example.com')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('going back after signing in leads on to the application', async () => {
  const page = await browser.visitor()
  await application.open(page, { prompt: 'create' })
  await register(page, 'done@example.com')
  await enterCode(page, server, 'done@example.com')
  await application.arrival(page)
  await server.advance(120)
  await page.goBack()
  await page.getByRole('heading', { name: 'This step is already done' }).waitFor()
  expect(await page.getByRole('link', { name: /^Start again/ }).getAttribute('href')).toBe(loginUri)
})

test('a form that is sent twice arrives once', async () => {
  const page = await browser.visitor()
  await application.open(page, { prompt: 'create' })
  await register(page, 'twice@example.com')
  await page.getByLabel('Code from the email').fill(await mailedCode(server, 'twice@example.com'))
  await page.locator('form[action$="/code"] button').dblclick()
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
  const [{ count } = {}] = await server.query(`select count(*)::int from identities where normalized = $1`, [
    'twice@example.com',
  ])
  expect(count).toBe(1)
})

test('a browser without cookies gets an explanation and a link to the application', async () => {
  const page = await browser.visitor()
  await application.open(page)
  await page.context().clearCookies()
  await identify(page, 'blocked@example.com')
  await page.getByRole('heading', { name: 'Your browser blocks cookies' }).waitFor()
  expect(await page.getByRole('link', { name: /^Start again/ }).getAttribute('href')).toBe(loginUri)
})

test('cancelling returns to the application, which gets the error', async () => {
  const page = await browser.visitor()
  await application.open(page)
  await identify(page, 'cancel@example.com')
  await press(page, 'Cancel and go back')
  expect((await application.arrival(page)).searchParams.get('error')).toBe('access_denied')
})

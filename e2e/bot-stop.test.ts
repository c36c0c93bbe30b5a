import { expect, test } from 'vitest'
import { manage } from '../server/test/oauth.ts'
import { startServer } from '../server/test/server.ts'
import { aWebApplication } from './application.ts'
import { aBrowser, enterCode, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const application = await aWebApplication(server)
const browser = await aBrowser()
await manage(server, 'PATCH', '/api/v1/environment/bot_stop', { is_bot_stop_on: true })

test('N2-1 a browser solves the challenge by itself, and the person sees the page for the code', async () => {
  const page = await browser.visitor()
  const problems: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('request', (request) => request.url().startsWith(server.origin) || foreign.push(request.url()))
  await application.open(page, { prompt: 'create' })
  await register(page, 'solver@example.com')
  await page.getByLabel('Code from the email').waitFor()
  expect([problems, foreign]).toEqual([[], []])
  await enterCode(page, server, 'solver@example.com')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

test('N2-3 without a script a person waits, presses the button, and goes on', async () => {
  const page = await browser.visitor({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  await application.open(page, { prompt: 'create' })
  await register(page, 'waiter@example.com')
  await page.getByRole('heading', { name: 'One moment' }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await press(page, 'Continue')
  await page
    .getByRole('alert')
    .getByText(/Not yet: wait \d+ seconds more/)
    .waitFor()
  await server.advance(16)
  await press(page, 'Continue')
  await enterCode(page, server, 'waiter@example.com')
  expect((await application.arrival(page)).searchParams.has('code')).toBe(true)
})

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { anApplication, manage } from '../server/test/oauth.ts'
import { startServer } from '../server/test/server.ts'
import { aBrowser, enterCode, press, register } from './visitor.ts'

const server = await startServer({ isListening: true })
const browser = await aBrowser()
const SDK = readFileSync(createRequire(import.meta.url).resolve('@kinde-oss/kinde-auth-pkce-js'))

/** The page from the documentation of the PKCE SDK: its script and a few buttons. */
const pageFor = (origin: string, clientId: string) => `<!doctype html><title>Shop</title>
<button id="login">Sign in here</button><button id="register">Sign up here</button>
<button id="logout">Sign out here</button><button id="refresh">Refresh here</button>
<p id="who">nobody</p><p id="said"></p>
<script src="/sdk.js"></script>
<script>
  const show = (id, text) => (document.getElementById(id).textContent = text)
  createKindeClient.default({
    client_id: '${clientId}', domain: '${server.origin}', redirect_uri: '${origin}', logout_uri: '${origin}',
  }).then((kinde) => {
    const on = (id, work) => document.getElementById(id).addEventListener('click', work)
    on('login', () => kinde.login())
    on('register', () => kinde.register({ app_state: { from: 'here' } }))
    on('logout', () => kinde.logout())
    on('refresh', async () => {
      const before = await kinde.getToken()
      const after = await kinde.getToken({ isForceRefresh: true })
      show('said', before && after ? 'refreshed' : 'not refreshed')
    })
    kinde.isAuthenticated().then((isIn) => show('who', isIn ? kinde.getUser().email : 'nobody at all'))
  })
</script>`

async function aPage(): Promise<string> {
  let clientId = ''
  const listener = createServer((request, response) => {
    const isScript = request.url === '/sdk.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? SDK : pageFor(origin, clientId))
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => listener.close(resolve)))
  const origin = `http://localhost:${String((listener.address() as AddressInfo).port)}`
  clientId = (await anApplication(server, { redirectUri: origin })).clientId
  await manage(server, 'POST', `/api/v1/applications/${clientId}/auth_logout_urls`, { urls: [origin] })
  return origin
}

const origin = await aPage()

async function signUp(email: string): Promise<Page> {
  const page = await browser.visitor()
  await page.goto(origin)
  await page.getByText('nobody at all').waitFor()
  await press(page, 'Sign up here')
  await register(page, email)
  await enterCode(page, server, email)
  await page.getByText(email).waitFor()
  return page
}

test('the PKCE SDK signs a person up and has their profile', async () => {
  const page = await signUp('pkce@example.com')
  expect(new URL(page.url()).origin).toBe(origin)
  expect(await page.locator('#who').innerText()).toBe('pkce@example.com')
})

test('the PKCE SDK restores the session of a reloaded page', async () => {
  const page = await signUp('pkce-reload@example.com')
  await page.reload()
  await page.getByText('pkce-reload@example.com').waitFor()
})

test('the PKCE SDK refreshes its tokens', async () => {
  const page = await signUp('pkce-refresh@example.com')
  await press(page, 'Refresh here')
  await page.getByText('refreshed', { exact: true }).waitFor()
})

test('the PKCE SDK signs out, and the next sign-in asks', async () => {
  const page = await signUp('pkce-out@example.com')
  await press(page, 'Sign out here')
  await page.getByText('nobody at all').waitFor()
  await press(page, 'Sign in here')
  await page.getByLabel('Email address').waitFor()
  expect(new URL(page.url()).origin).toBe(server.origin)
})

test('cancelling returns to the page of the PKCE SDK without a session', async () => {
  const page = await browser.visitor()
  await page.goto(origin)
  await page.getByText('nobody at all').waitFor()
  await press(page, 'Sign in here')
  await press(page, 'Cancel and go back')
  await page.getByText('nobody at all').waitFor()
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
})

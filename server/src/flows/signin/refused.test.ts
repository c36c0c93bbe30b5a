import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  manage,
  pkce,
  signUp,
} from '../../../test/oauth.ts'
import type { Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
/** Adds an application without login and homepage URI. */
const client = await anApplication(server)
const UNKNOWN = { org_code: 'org_ffffffffffff' }

async function refused(email: string, browser = new BrowserSession(server)): Promise<BrowserSession> {
  await browser.open(authorizePath(client, pkce(), UNKNOWN))
  if (browser.page?.status === 403) return browser
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return browser
}

test('a refusal leads back to an application without addresses of its own (A3-4)', async () => {
  await signUp(server, client, 'back@refused.example')
  const browser = await refused('back@refused.example')
  expect(browser.page?.status).toBe(403)
  expect(await browser.submit('cancel')).toContain('error=access_denied')
})

test('a refusal offers another account, which gets in', async () => {
  await signUp(server, client, 'one@refused.example')
  await manage(server, 'POST', '/api/v1/organization', { name: 'Club' })
  const browser = await refused('one@refused.example')
  await browser.submit('change')
  expect(browser.page?.html).toContain('autocomplete="username"')
})

test('a person who is signed in and refused can sign out or sign in as another person', async () => {
  const { browser } = await signUp(server, client, 'in@refused.example')
  await refused('in@refused.example', browser)
  expect(browser.page?.status).toBe(403)
  expect(browser.page?.html).toContain('href="/logout"')
  await browser.submit('change')
  expect(browser.page?.html).toContain('autocomplete="username"')
})

test('a suspended person can sign in as another person', async () => {
  const signed = await signUp(server, client, 'gone@refused.example')
  const tokens = (await (await exchange(server, client, signed)).json()) as Tokens
  await manage(server, 'PATCH', `/api/v1/user?id=${String(claimsOf(tokens.id_token)['sub'])}`, { is_suspended: true })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'gone@refused.example' })
  await browser.submit('code', { code: await mailedCode(server, 'gone@refused.example') })
  expect(browser.page?.html).toContain('account_suspended')
  await browser.submit('change')
  expect(browser.page?.html).toContain('autocomplete="username"')
})

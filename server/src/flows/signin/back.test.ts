import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, authorizePath, exchange, mailedCode, manage, pkce, refresh } from '../../../test/oauth.ts'
import type { Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const LOGIN_URI = 'https://app.example.com/login'
await manage(server, 'PATCH', `/api/v1/applications/${client.clientId}`, { login_uri: LOGIN_URI })

/** Brings a person to the last page of a sign-up, and returns the values that they are about to post. */
async function atLastStep(email: string, more: Record<string, string> = {}) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create', ...more }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const page = browser.page?.url ?? ''
  const form = browser.form('code')
  const post = browser.formPost({ ...form.fields, code: await mailedCode(server, email) })
  return { browser, page, proof, submit: () => browser.open(form.action, post) }
}

async function redeem(location: string, proof: ReturnType<typeof pkce>): Promise<Tokens> {
  const answer = await exchange(server, client, { callback: new URL(location), proof })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Tokens
}

const seen = ({ page }: BrowserSession) => [page?.status, page?.html.includes('flow_finished')]

test('the back button after a sign-in leads to a page, and never to the application with a code (A3-2)', async () => {
  const { browser, page, proof, submit } = await atLastStep('back@example.com')
  const tokens = await redeem(await submit(), proof)
  expect(await browser.open(page)).toBe(page)
  expect(seen(browser)).toEqual([410, true])
  expect(browser.page?.html).toContain(LOGIN_URI)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
})

test('the back button does not deliver a waiting code either', async () => {
  const { browser, page, submit } = await atLastStep('waiting@example.com')
  await submit()
  await browser.open(`${page}/code`)
  expect(seen(browser)).toEqual([410, true])
})

test('a step that is posted again after its code was redeemed does not deliver the code again', async () => {
  const { browser, proof, submit } = await atLastStep('resent@example.com')
  const tokens = await redeem(await submit(), proof)
  await submit()
  expect(seen(browser)).toEqual([410, true])
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
})

test('after a sign-out neither the back button nor a step posted again signs the person in', async () => {
  const { browser, page, submit } = await atLastStep('out@example.com')
  await submit()
  await browser.open('/logout')
  await browser.open(page)
  expect(seen(browser)).toEqual([410, true])
  await submit()
  expect(seen(browser)).toEqual([410, true])
  const silent = authorizePath(client, pkce(), { prompt: 'none' })
  expect(await browser.open(silent)).toContain('error=login_required')
})

test('an application that supports_reauth gets no code by the back button, and its person sees the page', async () => {
  const { browser, page, proof, submit } = await atLastStep('reauth@example.com', { supports_reauth: 'true' })
  await redeem(await submit(), proof)
  await browser.open(page)
  expect(seen(browser)).toEqual([410, true])
  await submit()
  expect(seen(browser)).toEqual([410, true])
})

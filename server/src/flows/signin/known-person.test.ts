import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, authorizePath, exchange, mailedCode, pkce, signUp } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const ADA = 'ada@known.example'
const { browser } = await signUp(server, client, ADA)
await signUp(server, client, 'bob@known.example')

const ask = async (more: Record<string, string>, visitor = browser) => {
  const proof = pkce()
  await visitor.open(authorizePath(client, proof, more))
  return proof
}
const isKnown = (visitor = browser) => visitor.page?.html.includes(`name="email" value="${ADA}"`) === true

test.each([{ prompt: 'login' }, { max_age: '0' }, { prompt: 'consent' }])(
  'a person who is signed in and has to sign in again (%j) sees their own address',
  async (more) => {
    await ask(more)
    expect(isKnown()).toBe(true)
    expect(browser.page?.html).toContain('Not you?')
  },
)

test('a person who is asked again signs in by their method', async () => {
  const proof = await ask({ prompt: 'login' })
  await browser.submit('identify')
  const callback = new URL(await browser.submit('code', { code: await mailedCode(server, ADA) }))
  expect((await exchange(server, client, { callback, proof })).status).toBe(200)
})

test('"not you?" leads to an empty field, and another person can sign in', async () => {
  await ask({ prompt: 'login' })
  await browser.submit('change')
  expect(browser.page?.html).not.toContain(ADA)
  await browser.submit('identify', { email: 'bob@known.example' })
  expect(await browser.submit('code', { code: await mailedCode(server, 'bob@known.example') })).toContain('code=')
  await signUp(server, client, ADA, {}, browser)
})

test('the page stays the same in another language', async () => {
  await ask({ prompt: 'login' })
  const link = /href="(\/auth\/start[^"]+lang=de)"/.exec(browser.page?.html ?? '')?.[1] ?? ''
  await browser.open(link.replaceAll('&amp;', '&'))
  expect(browser.page?.html).toContain('Nicht Sie?')
  await browser.open(`${authorizePath(client, pkce(), { prompt: 'login' })}&lang=en`)
})

test.each([{ prompt: 'select_account' }, { prompt: 'create' }, { prompt: 'login', login_hint: 'bob@known.example' }])(
  'a request that may be for another person (%j) asks for the address',
  async (more) => {
    await ask(more)
    expect(isKnown()).toBe(false)
  },
)

test('a browser without a session shows no address', async () => {
  const other = new BrowserSession(server)
  await ask({ prompt: 'login' }, other)
  expect(other.page?.html).toContain('autocomplete="username"')
  expect(isKnown(other)).toBe(false)
})

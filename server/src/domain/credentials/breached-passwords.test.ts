import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, newestMail, pkce } from '../../../test/oauth.ts'
import { anAccount } from '../../../test/security/builders.ts'
import { startServer } from '../../../test/server.ts'
import { traceIn } from '../../../test/traces.ts'

const LEAKED = 'a leaked sentence of words'
const PADDED = 'only in the padding of it'
const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase()

/** A stand-in for the service, with its published requests and answers. */
interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
}
const asked: Asked[] = []
let mode: 'answers' | 'fails' | 'hangs' = 'answers'
const service = createServer((request, response) => {
  asked.push({ path: request.url ?? '', headers: request.headers })
  if (mode === 'hangs') return
  if (mode === 'fails') {
    response.writeHead(503).end()
    return
  }
  const lines = [`${digestOf(LEAKED).slice(5)}:42`, `${digestOf(PADDED).slice(5)}:0`, `${'0'.repeat(35)}:7`]
  response.writeHead(200, { 'content-type': 'text/plain' }).end(lines.join('\r\n'))
})
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  service.closeAllConnections()
  service.close()
})

const url = `http://127.0.0.1:${String((service.address() as AddressInfo).port)}/range/`
const server = await startServer({ settings: { GATEHOUSE_BREACH_URL: url } })
const calls = await api(server)
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const KNOWN = 'known from a data leak'

async function set(settings: Record<string, unknown>): Promise<void> {
  expect((await calls.patch('/environment/settings', settings)).status).toBe(200)
}
beforeEach(async () => {
  mode = 'answers'
  asked.length = 0
  await set({ is_breach_checked: true, breached_sign_in: null })
})

async function choosing(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Augusta', family_name: 'King' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return browser
}

async function signIn(email: string, password: string): Promise<{ browser: BrowserSession; at: string }> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  return { browser, at: await browser.submit('password', { password }) }
}

test('N4-1 a leaked password is refused at sign-up, and the service sees five digits of its digest only', async () => {
  const browser = await choosing('first@example.com')
  await browser.submit('new-password', { password: LEAKED })
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain(KNOWN)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.path).toBe(`/range/${digestOf(LEAKED).slice(0, 5)}`)
  expect(asked[0]?.headers).toMatchObject({ 'add-padding': 'true' })
  expect(JSON.stringify(asked)).not.toContain(digestOf(LEAKED).slice(5, 12))
  expect(await browser.submit('new-password', { password: PADDED })).toContain('code=')
})

test('N4-1 a leaked password is refused at a reset', async () => {
  await anAccount(server, { email: 'reset@example.com', password: 'what they had before' })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'reset@example.com' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'reset@example.com') })
  await browser.submit('new-password', { password: LEAKED })
  expect(browser.page?.html).toContain(KNOWN)
})

test('N4-1 off by default: nobody is asked', async () => {
  await set({ is_breach_checked: null })
  const browser = await choosing('unasked@example.com')
  expect(await browser.submit('new-password', { password: LEAKED })).toContain('code=')
  expect(asked).toEqual([])
})

test('N4-1 a password that our own rules refuse is not looked up', async () => {
  const browser = await choosing('local@example.com')
  await browser.submit('new-password', { password: 'password1' })
  expect(browser.page?.status).toBe(400)
  expect(asked).toEqual([])
})

test.each(['fails', 'hangs'] as const)('N4-2 a service that %s stops nobody, and the trace says so', async (how) => {
  mode = how
  const email = `${how}@example.com`
  const browser = await choosing(email)
  expect(await browser.submit('new-password', { password: LEAKED })).toContain('code=')
  const trace = await traceIn(calls, 'outcome=succeeded', ({ user }) => user?.email === email)
  const answer = trace.steps.find(({ name }: { name?: string }) => name === 'new-password')
  expect(answer.detail).toEqual({ breach: 'not_checked' })
  expect(JSON.stringify(trace)).not.toContain(digestOf(LEAKED).slice(0, 5))
})

test('N4-3 at sign-in a leaked password is let through, advised against, or must be replaced', async () => {
  const email = 'signing-in@example.com'
  await anAccount(server, { email, password: LEAKED })
  expect((await signIn(email, LEAKED)).at).toContain('code=')
  expect(asked).toEqual([])

  await set({ breached_sign_in: 'advise' })
  const advised = await signIn(email, LEAKED)
  expect(advised.browser.page?.html).toContain('We advise you to replace it')
  expect(await advised.browser.submit('keep-password')).toContain('code=')

  await set({ breached_sign_in: 'require' })
  const required = await signIn(email, LEAKED)
  expect(required.browser.page?.html).toContain('Choose a new one to go on')
  expect(() => required.browser.form('keep-password')).toThrow()
  const form = required.browser.form('new-password')
  const skipped = form.action.replace('new-password', 'keep-password')
  await required.browser.open(skipped, required.browser.formPost(form.fields))
  expect(required.browser.page?.html).toContain('Choose a new one to go on')
  await required.browser.submit('new-password', { password: LEAKED })
  expect(required.browser.page?.html).toContain('the password you have now')
  expect(await required.browser.submit('new-password', { password: 'nobody has leaked this' })).toContain('code=')
  expect((await signIn(email, 'nobody has leaked this')).at).toContain('code=')
  expect((await newestMail(server, email)).text).toContain('was changed')
})

test('N4-3 a wrong password is not looked up', async () => {
  await anAccount(server, { email: 'wrong@example.com', password: LEAKED })
  await set({ breached_sign_in: 'require' })
  await signIn('wrong@example.com', 'not the right password')
  expect(asked).toEqual([])
})

test.each([
  ['the name of the product', 'Gatehouse-2026'],
  ['the name of the business', 'My Business 12'],
  ['one word of the name of the business', 'business2026!'],
  ['the name of the application', 'shop-shop-shop'],
])('%s is refused as a password', async (what, password) => {
  await set({ is_breach_checked: null })
  const browser = await choosing(`${what.replaceAll(' ', '-')}@example.com`)
  await browser.submit('new-password', { password })
  expect(browser.page?.html).toContain('too close to the name of this service')
})

test('ATO-34 a password of 1,000 characters of any script is taken whole, and a shorter one does not sign in', async () => {
  await set({ is_breach_checked: null })
  const password = 'пароль из многих слов 🔑 '.repeat(50).slice(0, 990)
  const browser = await choosing('long@example.com')
  expect(await browser.submit('new-password', { password })).toContain('code=')
  expect((await signIn('long@example.com', password.slice(0, -1))).browser.page?.status).toBe(400)
  expect((await signIn('long@example.com', password)).at).toContain('code=')
})

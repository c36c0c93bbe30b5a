import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api, refusal } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const COMMON = 'Many people use that password'
const OWN = 'too close to your name or your email address'
const PRESENT = 'That is the password you have now'
const TEMPORARY = 'three words apart'

/** A browser at the page where a new account chooses its password. */
async function choosing(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Augusta', family_name: 'King' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  return browser
}

async function signIn(email: string, password: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email })
  await browser.submit('password', { password })
  return browser
}

test.each([
  ['password', 'password', COMMON],
  ['12345678', '12345678', COMMON],
  ['one in other case', 'PassWord1', COMMON],
  ['their address', 'their-address@example.com', OWN],
  ['what stands before the at sign, in other case', 'What-Stands-Before-The-At-Sign-In-Other-Case', OWN],
  ['their name', 'Augusta King', OWN],
  ['their name and a year', 'king-augusta-1815!', OWN],
])('%s is refused as the password of a new account (M2-2)', async (what, password, why) => {
  const browser = await choosing(`${what.replaceAll(/[^a-z0-9]+/g, '-')}@example.com`)
  await browser.submit('new-password', { password })
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain(why)
  expect(await browser.submit('new-password', { password: 'king of four long words' })).toContain('code=')
})

test('common passwords and the own name are refused at a reset (M2-2)', async () => {
  const browser = await choosing('resetting@example.com')
  await browser.submit('new-password', { password: 'their first password' })
  await browser.open(authorizePath(client, pkce(), { prompt: 'login' }))
  await browser.submit('identify', { email: 'resetting@example.com' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'resetting@example.com') })
  await browser.submit('new-password', { password: 'sunshine' })
  expect(browser.page?.html).toContain(COMMON)
  await browser.submit('new-password', { password: 'AugustaKing' })
  expect(browser.page?.html).toContain(OWN)
})

test('the present password is refused where a new one is due', async () => {
  const browser = await choosing('again@example.com')
  await browser.submit('new-password', { password: 'the one they forgot' })
  await browser.open(authorizePath(client, pkce(), { prompt: 'login' }))
  await browser.submit('identify', { email: 'again@example.com' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'again@example.com') })
  await browser.submit('new-password', { password: 'the one they forgot' })
  expect(browser.page?.html).toContain(PRESENT)
  expect(await browser.submit('new-password', { password: 'the one they chose' })).toContain('code=')
})

test('a temporary password cannot be kept (M2-10)', async () => {
  const email = 'temporary@example.com'
  const password = { hashed_password: hashSync(TEMPORARY, 4), is_temporary_password: true }
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', is_verified: true, details: { email } }] }))
    .body
  await calls.put(`/users/${String(id)}/password`, password)
  const browser = await signIn(email, TEMPORARY)
  await browser.submit('new-password', { password: TEMPORARY })
  expect(browser.page?.html).toContain(PRESENT)
  expect(await browser.submit('new-password', { password: 'words of their own' })).toContain('code=')
})

test('a temporary password needs a verified email (M2-9)', async () => {
  const details = { email: 'unproven@example.com' }
  const password = { hashed_password: hashSync(TEMPORARY, 4), is_temporary_password: true }
  const { id } = (await calls.post('/user', { identities: [{ type: 'email', details }] })).body
  expect(await calls.put(`/users/${String(id)}/password`, password)).toMatchObject(
    refusal(400, 'VERIFIED_EMAIL_REQUIRED'),
  )
  const imported = await importUsers(server, ndjson({ email: 'unproven-too@example.com', ...password }))
  expect(imported).toMatchObject({ created: 0, codes: ['VERIFIED_EMAIL_REQUIRED'] })
})

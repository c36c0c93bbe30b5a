import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  manage,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../../../test/oauth.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const byCode = await anApplication(server, { redirectUri: 'https://code.example.com/cb' })
const PASSWORD = 'correct horse battery'

async function signUpWithPassword(email: string) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Grace', family_name: 'Hopper' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  const callback = await browser.submit('new-password', { password: PASSWORD })
  return { browser, proof, callback: new URL(callback) }
}

async function identify(email: string) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof))
  await browser.submit('identify', { email })
  return { browser, proof }
}

test('a new person verifies the address by code, then sets a password (M2-3)', async () => {
  const signedUp = await signUpWithPassword('grace@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ email: 'grace@example.com', email_verified: true, amr: ['otp'] })
})

test('the password has a page of its own, after the address (M2-4)', async () => {
  await signUpWithPassword('own-page@example.com')
  const { browser } = await identify('own-page@example.com')
  expect(browser.page?.html).toContain('autocomplete="current-password"')
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test('a wrong password gets an error on the same page, which keeps the address', async () => {
  await signUpWithPassword('wrong@example.com')
  const { browser } = await identify('wrong@example.com')
  await browser.submit('password', { password: 'not the one at all' })
  expect(browser.page).toMatchObject({ status: 400 })
  expect(browser.page?.html).toContain('wrong@example.com')
})

test('a forgotten password is replaced after a code, and that ends every session and grant (M2-7, M2-15)', async () => {
  const before = await signUpWithPassword('forgot@example.com')
  const tokens = (await (await exchange(server, client, before)).json()) as Tokens
  const { browser } = await identify('forgot@example.com')
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'forgot@example.com') })
  const location = await browser.submit('new-password', { password: 'a different one' })

  expect(location).toContain('code=')
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})

test('a sign-in by password and one by code have their own amr (RFC 8176)', async () => {
  await signUpWithPassword('amr@example.com')
  const { browser, proof } = await identify('amr@example.com')
  const callback = new URL(await browser.submit('password', { password: PASSWORD }))
  const tokens = (await (await exchange(server, client, { callback, proof })).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ amr: ['pwd'] })
})

test('a code that was proven before a reset sets no password after it (ATO-16)', async () => {
  await signUpWithPassword('stale@example.com')
  const stale = await identify('stale@example.com')
  await stale.browser.submit('forgot')
  await stale.browser.submit('code', { code: await mailedCode(server, 'stale@example.com') })
  const owner = await identify('stale@example.com')
  await owner.browser.submit('forgot')
  await owner.browser.submit('code', { code: await mailedCode(server, 'stale@example.com') })
  await owner.browser.submit('new-password', { password: 'the owner chose this' })

  expect(await stale.browser.submit('new-password', { password: 'the intruder this' })).not.toContain('code=')
  const again = await identify('stale@example.com')
  expect(await again.browser.submit('password', { password: 'the owner chose this' })).toContain('code=')
})

test('the old password no longer works after a reset', async () => {
  await signUpWithPassword('reset@example.com')
  const { browser } = await identify('reset@example.com')
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'reset@example.com') })
  await browser.submit('new-password', { password: 'a different one' })
  const again = await identify('reset@example.com')
  await again.browser.submit('password', { password: PASSWORD })
  expect(again.browser.page?.status).toBe(400)
})

test('a user who came by code gets a code from the password page and sets a password with it (M2-5)', async () => {
  await signUp(server, byCode, 'switched@example.com')
  const { browser } = await identify('switched@example.com')
  const { html = '' } = browser.page ?? {}
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, 'switched@example.com') })

  expect(html).toContain('autocomplete="current-password"')
  expect(html).toContain('Email me a code')
  expect(await browser.submit('new-password', { password: PASSWORD })).toContain('code=')
})

async function requestReset(email: string): Promise<void> {
  const [row] = await server.query('select user_id from identities where value = $1', [email])
  const id = `kp_${String(row?.['user_id']).replaceAll('-', '')}`
  await manage(server, 'PATCH', `/api/v1/user?id=${id}`, { is_password_reset_requested: true })
}

test('where a reset was requested, the old password leads to a code and then to a new password (M2-8)', async () => {
  await signUpWithPassword('requested@example.com')
  await requestReset('requested@example.com')
  const { browser } = await identify('requested@example.com')
  await browser.submit('password', { password: PASSWORD })
  await browser.submit('code', { code: await mailedCode(server, 'requested@example.com') })
  expect(await browser.submit('new-password', { password: 'a different one' })).toContain('code=')
})

test('without enumeration protection both users get a code at once (M2-5, M2-8)', async () => {
  await signUp(server, byCode, 'at-once@example.com')
  await signUpWithPassword('at-once-too@example.com')
  await requestReset('at-once-too@example.com')
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: false })
  const ends = []
  for (const email of ['at-once@example.com', 'at-once-too@example.com']) {
    const { browser } = await identify(email)
    await browser.submit('code', { code: await mailedCode(server, email) })
    ends.push(await browser.submit('new-password', { password: 'a different one' }))
  }
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: true })

  expect(ends).toEqual([expect.stringContaining('code='), expect.stringContaining('code=')])
})

test('a user who signs up again is signed in by the code that they proved, and gets no more than that (P8-3)', async () => {
  await signUpWithPassword('again@example.com')
  const other = await anApplication(server, { settings: { email_method: 'email:password' } })
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, { prompt: 'create' }))
  await browser.submit('register', { email: 'again@example.com' })
  const callback = new URL(await browser.submit('code', { code: await mailedCode(server, 'again@example.com') }))
  const tokens = (await (await exchange(server, client, { callback, proof })).json()) as Tokens
  const silently = (at: typeof client) => browser.open(authorizePath(at, pkce(), { prompt: 'none' }))

  expect(claimsOf(tokens.id_token)).toMatchObject({ amr: ['otp'] })
  expect(await silently(other)).toContain('error=login_required')
  expect(await silently(client)).toContain('error=login_required')
  expect(await silently(byCode)).toContain('code=')
})

test.each([
  ['seven characters', '1234567', 'minlength="8"'],
  ['more than a thousand characters', 'x'.repeat(1_001), 'minlength="8"'],
])('a password of %s is rejected and another can be typed (M2-1)', async (_what, password, shown) => {
  const email = `rule-${String(password.length)}@example.com`
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  await browser.submit('new-password', { password })
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain(shown)
})

test('a password of a thousand characters of any script works (M2-1)', async () => {
  const browser = new BrowserSession(server)
  const email = 'long@example.com'
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  expect(await browser.submit('new-password', { password: 'ß é 漢'.repeat(166) })).toContain('code=')
})

test('five wrong passwords lock the account, also for the right one (M6-1, M6-4)', async () => {
  await signUpWithPassword('locked@example.com')
  const { browser } = await identify('locked@example.com')
  for (const password of ['wrong one 1', 'wrong one 2', 'wrong one 3', 'wrong one 4', 'wrong one 5']) {
    await browser.submit('password', { password })
  }
  const again = await identify('locked@example.com')
  expect(again.browser.page?.status).toBe(429)
  expect(Number(again.browser.page?.headers.get('retry-after'))).toBeGreaterThan(200)
})

test('a lock ends by itself after five minutes (M6-1)', async () => {
  await signUpWithPassword('unlocked@example.com')
  const { browser } = await identify('unlocked@example.com')
  for (const password of ['wrong one 1', 'wrong one 2', 'wrong one 3', 'wrong one 4', 'wrong one 5']) {
    await browser.submit('password', { password })
  }
  await server.advance(301)
  const again = await identify('unlocked@example.com')
  expect(await again.browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test('an application of the other method asks for its own (P8-3)', async () => {
  const { browser } = await signUpWithPassword('methods@example.com')
  await browser.open(authorizePath(byCode, pkce()))
  expect(browser.page?.html).toContain('name="email"')
})

test('with enumeration protection off, an unknown address is offered an account (M6-7)', async () => {
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: false })
  const { browser } = await identify('nobody@example.com')
  await browser.submit('create')
  await browser.submit('code', { code: await mailedCode(server, 'nobody@example.com') })
  await browser.submit('profile', { given_name: 'No', family_name: 'Body' })
  expect(await browser.submit('new-password', { password: PASSWORD })).toContain('code=')
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: true })
})

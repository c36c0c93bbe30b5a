import { expect, test } from 'vitest'
import { anApplication, postForm, refresh, type Tokens } from '../oauth.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { authorizePath, mailedCode, pkce } from '../oauth.ts'
import { anAccount, identify, PASSWORD, postStep, signInByCode, tokensOf } from './builders.ts'

const server = await startServer()
const byCode = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })

/** An attacker registered the address with a password; returns what they hold before the owner comes. */
async function aPrehijackedAccount(email: string) {
  const userId = await anAccount(server, { email, password: PASSWORD, isEmailVerified: true })
  const { browser, proof } = await identify(server, byPassword, email)
  const callback = new URL(await browser.submit('password', { password: PASSWORD }))
  const tokens = await tokensOf(server, byPassword, { browser, proof, callback })
  await server.query('update identities set verified_at = null where user_id = $1', [userId])
  return { userId, browser, tokens }
}

test('ATO-01 an owner who proves the address voids the password set before', async () => {
  await anAccount(server, { email: 'password@victim.test', password: PASSWORD, isEmailVerified: false })
  await signInByCode(server, byCode, 'password@victim.test')
  const { browser } = await identify(server, byPassword, 'password@victim.test')

  expect(await postStep(browser, 'password', { password: PASSWORD })).not.toContain('code=')
})

test('ATO-01 an owner who proves the address voids the sessions opened before', async () => {
  const attacker = await aPrehijackedAccount('session@victim.test')
  await signInByCode(server, byCode, 'session@victim.test')
  const location = await attacker.browser.open(authorizePath(byPassword, pkce(), { prompt: 'none' }))

  expect(new URL(location).searchParams.get('error')).toBe('login_required')
})

test('ATO-01 an owner who proves the address voids the tokens issued before', async () => {
  const attacker = await aPrehijackedAccount('tokens@victim.test')
  await signInByCode(server, byCode, 'tokens@victim.test')
  const refreshed = await refresh(server, byPassword, attacker.tokens.refresh_token)
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${attacker.tokens.access_token}` },
  })

  expect(refreshed.status).toBe(400)
  expect(profile.status).toBe(401)
})

test('ATO-01 a sign-in that proved the old password before the owner came cannot go on', async () => {
  await anAccount(server, { email: 'waiting@victim.test', password: PASSWORD, isEmailVerified: false })
  const attacker = await identify(server, byPassword, 'waiting@victim.test')
  await attacker.browser.submit('password', { password: PASSWORD })
  await signInByCode(server, byCode, 'waiting@victim.test')
  await attacker.browser.open(attacker.browser.page?.url ?? '')

  expect(attacker.browser.page?.html).toContain('autocomplete="current-password"')
  expect(attacker.browser.page?.html).not.toContain('autocomplete="new-password"')
})

test('ATO-01 a code requested before the owner came does not work without the mail', async () => {
  await anAccount(server, { email: 'code@victim.test', password: PASSWORD, isEmailVerified: false })
  const attacker = await identify(server, byCode, 'code@victim.test')
  const { callback } = await signInByCode(server, byCode, 'code@victim.test')
  // The newest code is the owner's, of the owner's own flow.
  await attacker.browser.submit('code', { code: await mailedCode(server, 'code@victim.test') })

  expect(callback.searchParams.get('code')).toBeTruthy()
  expect(attacker.browser.page?.status).toBe(400)
})

test('ATO-16 a password reset ends every session and refresh token', async () => {
  await anAccount(server, { email: 'reset@victim.test', password: PASSWORD })
  const old = await identify(server, byPassword, 'reset@victim.test')
  const callback = new URL(await old.browser.submit('password', { password: PASSWORD }))
  const tokens = await tokensOf(server, byPassword, { ...old, callback })
  await resetPassword('reset@victim.test', 'another good password')
  const silent = await old.browser.open(authorizePath(byPassword, pkce(), { prompt: 'none' }))

  expect(new URL(silent).searchParams.get('error')).toBe('login_required')
  expect((await refresh(server, byPassword, tokens.refresh_token)).status).toBe(400)
})

async function resetPassword(email: string, password: string): Promise<void> {
  const { browser } = await identify(server, byPassword, email)
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, email) })
  await browser.submit('new-password', { password })
}

test('ATO-16 a sign-in that proved the old password before a reset cannot go on', async () => {
  const userId = await anAccount(server, { email: 'temporary@victim.test', password: PASSWORD })
  await server.query('update password_credentials set is_temporary = true where user_id = $1', [userId])
  const attacker = await identify(server, byPassword, 'temporary@victim.test')
  await attacker.browser.submit('password', { password: PASSWORD })
  await resetPassword('temporary@victim.test', 'another good password')
  const location = await attacker.browser.submit('new-password', { password: 'the password of an attacker' })

  expect(location).not.toContain('code=')
  expect(attacker.browser.page?.html).toContain('autocomplete="current-password"')
})

test('a password does not count where the application signs in by code (step skipping)', async () => {
  await anAccount(server, { email: 'skip@victim.test', password: PASSWORD })
  const { browser } = await identify(server, byCode, 'skip@victim.test')

  expect(await postStep(browser, 'password', { password: PASSWORD })).not.toContain('code=')
  expect(browser.page?.html).toContain('autocomplete="one-time-code"')
})

test('a password does not count once a reset was requested (step skipping)', async () => {
  const userId = await anAccount(server, { email: 'forced@victim.test', password: PASSWORD })
  await server.query('update users set is_password_reset_requested = true where id = $1', [userId])
  const { browser } = await identify(server, byPassword, 'forced@victim.test')
  await postStep(browser, 'password', { password: PASSWORD })

  expect(browser.page?.html).toContain('autocomplete="one-time-code"')
})

test('a new password cannot be set without a proof (step skipping)', async () => {
  await anAccount(server, { email: 'new@victim.test', password: PASSWORD })
  const { browser } = await identify(server, byPassword, 'new@victim.test')
  await postStep(browser, 'new-password', { password: 'the password of an attacker' })
  const again = await identify(server, byPassword, 'new@victim.test')

  expect(browser.page?.html).toContain('autocomplete="current-password"')
  expect(await again.browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test.each(['code', 'resend', 'password', 'forgot', 'new-password', 'profile', 'create', 'change'])(
  'posting "%s" on the first page leads to the first page',
  async (verb) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(byPassword, pkce()))
    await postStep(browser, verb, { code: '123456', password: PASSWORD })

    expect(browser.page?.status).toBeLessThan(500)
    expect(browser.page?.html).toContain('/identify?flow=')
  },
)

test('AS-33 a suspended user redeems neither a code nor a refresh token, nor signs in', async () => {
  const userId = await anAccount(server, { email: 'suspended@victim.test' })
  const tokens = await tokensOf(server, byCode, await signInByCode(server, byCode, 'suspended@victim.test'))
  const waiting = await signInByCode(server, byCode, 'suspended@victim.test')
  await server.query('update users set is_suspended = true where id = $1', [userId])
  const redeemed = await tokensOf(server, byCode, waiting)
  const refreshed = (await (await refresh(server, byCode, tokens.refresh_token)).json()) as Tokens
  const again = await identify(server, byCode, 'suspended@victim.test')
  await again.browser.submit('code', { code: await mailedCode(server, 'suspended@victim.test') })

  expect(redeemed).toMatchObject({ error: 'invalid_grant' })
  expect(refreshed).toMatchObject({ error: 'invalid_grant' })
  expect(again.browser.page?.status).toBe(403)
})

test('AS-33 the access token of a suspended user is dead at once', async () => {
  const userId = await anAccount(server, { email: 'access@victim.test' })
  const tokens = await tokensOf(server, byCode, await signInByCode(server, byCode, 'access@victim.test'))
  await server.query('update users set is_suspended = true where id = $1', [userId])
  const answer = await postForm(server, '/oauth2/v2/user_profile', { access_token: tokens.access_token })

  expect(answer.status).toBe(401)
})

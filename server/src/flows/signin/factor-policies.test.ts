import { beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  appCode,
  factorSignIns,
  PASSWORD,
  setOrganizationPolicy,
  setPolicy,
  textOf,
} from '../../../test/factor-sign-ins.ts'
import { applicationCacheKey } from '#domain/applications'
import { consoleBrowser, aPerson, signInToConsole } from '../../../test/console.ts'
import { contextOf } from '../../../test/context.ts'
import { aDevice, askForCode, enterCode, pollOnce } from '../../../test/device.ts'
import { api, aRole, CONTROL } from '../../../test/management.ts'
import { anApplication, claimsOf, mailedCode, signOutEverywhere } from '../../../test/oauth.ts'
import { addMembers, anOrganization, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
let calls = await api(server)
const signIns = factorSignIns(server, await anApplication(server, { settings: { email_method: 'email:password' } }))
const { join, enter, setUpApp, idTokenOf, arrive } = signIns
const standard = await defaultOrganization(calls)

const STEP = 30
const ONE = 'urn:gatehouse:acr:1fa'
const TWO = 'urn:gatehouse:acr:2fa'
const SESSION = /^__Host-gh_[0-9a-f]+$|^gh_http_[0-9a-f]+$/

beforeEach(async () => {
  // The clock moves past the end of a token.
  calls = await api(server)
  await setPolicy(server, { mfaPolicy: 'required', mfaFactors: ['authenticator'], trustedDeviceDays: 30 })
})

const byPassword = { password: PASSWORD }
const errorOf = (url: string) => new URL(url).searchParams.get('error')
const sessionOf = ({ cookies }: BrowserSession) => [...cookies].find(([name]) => SESSION.test(name))?.[1]

/** Signs a person up who has an app, and waits for its next code. */
async function withApp(email: string) {
  const joined = await join(email, byPassword)
  const app = await setUpApp(joined)
  await server.advance(STEP)
  return { ...app, browser: joined.browser, userId: String((await idTokenOf({ ...joined, url: app.url }))['sub']) }
}

/** Answers the page of a factor with the next code of the app. */
async function answer(browser: BrowserSession, key: string, more: Record<string, string> = {}) {
  const url = await browser.submit('factor', { code: appCode(server, key), ...more })
  await server.advance(STEP)
  return url
}

/** Signs in, and has the browser not asked again. */
async function trusting(email: string, key: string, more: Record<string, string> = {}) {
  const arrived = await enter(email, { ...byPassword, more })
  const url = await answer(arrived.browser, key, { trust: 'true' })
  return { ...arrived, url }
}

test('a trusted browser is not asked again for the time that the environment sets, and another browser is (N1-1)', async () => {
  const { key } = await withApp('trusted@example.com')
  const { browser } = await trusting('trusted@example.com', key)
  const again = await enter('trusted@example.com', { ...byPassword, browser, more: { prompt: 'login' } })
  expect(await idTokenOf(again)).toMatchObject({ amr: ['pwd'], acr: ONE })
  expect((await enter('trusted@example.com', byPassword)).url).not.toContain('code=')
  await setPolicy(server, { trustedDeviceDays: 10 })
  await server.advance(10 * 86_400)
  const later = await enter('trusted@example.com', { ...byPassword, browser, more: { prompt: 'login' } })
  expect(later.url).not.toContain('code=')
})

test('trust is for the account that gave it, and 0 days switch it off (N1-1, N1-2)', async () => {
  const { key } = await withApp('owner-of-trust@example.com')
  const { browser } = await trusting('owner-of-trust@example.com', key)
  await withApp('guest@example.com')
  const guest = await enter('guest@example.com', { ...byPassword, browser, more: { prompt: 'login' } })
  expect(guest.url).not.toContain('code=')
  await setPolicy(server, { trustedDeviceDays: 0 })
  const off = await enter('owner-of-trust@example.com', { ...byPassword, browser, more: { prompt: 'login' } })
  expect(off.browser.page?.html).not.toContain('name="trust"')
  expect(off.url).not.toContain('code=')
})

test('signing out everywhere, a new password and a removed factor end the trust (N1-2)', async () => {
  const email = 'ended@example.com'
  const { key } = await withApp(email)
  const { browser } = await trusting(email, key)
  await signOutEverywhere(browser)
  const first = await enter(email, { ...byPassword, browser })
  expect(first.url).not.toContain('code=')

  await answer(first.browser, key, { trust: 'true' })
  const other = await enter(email, { password: 'not the password' })
  await other.browser.submit('forgot')
  await other.browser.submit('code', { code: await mailedCode(server, email) })
  await other.browser.submit('new-password', { password: 'another good password' })
  await answer(other.browser, key)
  const second = await enter(email, { password: 'another good password', browser, more: { prompt: 'login' } })
  expect(second.url).not.toContain('code=')
})

test('a trusted browser is asked by acr_values and max_age all the same (N1-3)', async () => {
  const email = 'step-up@example.com'
  const { key } = await withApp(email)
  const { browser } = await trusting(email, key)
  await enter(email, { ...byPassword, browser, more: { prompt: 'login' } })
  const silent = await arrive(browser, { prompt: 'none', acr_values: TWO })
  expect(errorOf(silent.url)).toBe('interaction_required')
  const before = sessionOf(browser)
  const stepped = await arrive(browser, { acr_values: TWO })
  expect(textOf(browser.page?.html)).toContain('Enter the code from your app')
  expect(browser.page?.html).not.toContain('name="trust"')
  const url = await answer(browser, key)
  expect(await idTokenOf({ ...stepped, url })).toMatchObject({ amr: ['pwd', 'otp', 'mfa'], acr: TWO })
  expect(sessionOf(browser)).not.toBe(before)
  expect(await idTokenOf(await arrive(browser, { prompt: 'none', acr_values: TWO }))).toMatchObject({ acr: TWO })

  await server.advance(60)
  const aged = await enter(email, { ...byPassword, browser, more: { max_age: '30' } })
  expect(aged.url).not.toContain('code=')
})

test('the old secret of a session opens nothing once a factor raised its privilege (ATO-06)', async () => {
  const email = 'rotated@example.com'
  const { key } = await withApp(email)
  const { browser } = await trusting(email, key)
  await enter(email, { ...byPassword, browser, more: { prompt: 'login' } })
  const stolen = new BrowserSession(server)
  for (const [name, value] of browser.cookies) if (SESSION.test(name)) stolen.cookies.set(name, value)
  await arrive(browser, { acr_values: TWO })
  await answer(browser, key)
  expect(errorOf((await arrive(stolen, { prompt: 'none' })).url)).toBe('login_required')
})

test('where no policy asks, acr_values has a person set up a factor, and acr says what was shown', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const joined = await join('asked@example.com', byPassword)
  expect(await idTokenOf(joined)).toMatchObject({ acr: ONE })
  const stepped = await arrive(joined.browser, { acr_values: TWO })
  const { url } = await setUpApp(joined)
  expect(await idTokenOf({ ...stepped, url })).toMatchObject({ acr: TWO })
  const claims = JSON.stringify({ id_token: { acr: { essential: true, values: [TWO] } } })
  expect(
    errorOf((await arrive((await enter('asked@example.com', byPassword)).browser, { prompt: 'none', claims })).url),
  ).toBe('interaction_required')
})

test('a session that lies open for long signs in again before a factor is set up (ATO-16)', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const { browser } = await join('open@example.com', byPassword)
  await server.advance(601)
  await arrive(browser, { acr_values: TWO })
  expect(browser.page?.html).toContain('/identify')
})

/** Adds a person to an organization that asks for a factor, although the environment does not. */
async function inStrict(email: string, policy: Parameters<typeof setOrganizationPolicy>[2]) {
  const strict = await anOrganization(calls, { name: `Strict ${email}` })
  await setOrganizationPolicy(server, strict, policy)
  const joined = await join(email, byPassword)
  const userId = String((await idTokenOf(joined))['sub'])
  await addMembers(calls, strict, userId)
  return { strict, userId, browser: joined.browser }
}

test('an organization asks for a factor when its environment does not; single sign-on and prompt=none obey (M5-10)', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const { strict, browser } = await inStrict('strict@example.com', {
    mfaPolicy: 'required',
    mfaFactors: ['authenticator'],
  })
  expect((await arrive(browser, { prompt: 'none', org_code: standard })).url).toContain('code=')
  expect(errorOf((await arrive(browser, { prompt: 'none', org_code: strict })).url)).toBe('interaction_required')
  const entering = await arrive(browser, { org_code: strict })
  const { url } = await setUpApp(entering)
  expect(await idTokenOf({ ...entering, url })).toMatchObject({ acr: TWO })
  expect((await arrive(browser, { prompt: 'none', org_code: strict })).url).toContain('code=')
})

test('trust given under the policy of the environment does not answer for an organization with its own (N1-3)', async () => {
  const email = 'narrow@example.com'
  const { key, userId } = await withApp(email)
  const strict = await anOrganization(calls, { name: 'Narrow' })
  await addMembers(calls, strict, userId)
  const { browser } = await trusting(email, key, { org_code: standard })
  await setOrganizationPolicy(server, strict, { mfaFactors: ['authenticator', 'email'] })
  const again = await enter(email, { ...byPassword, browser, more: { prompt: 'login', org_code: standard } })
  expect(again.url).toContain('code=')
  expect(errorOf((await arrive(browser, { prompt: 'none', org_code: strict })).url)).toBe('interaction_required')
  await arrive(browser, { org_code: strict })
  await answer(browser, key, { trust: 'true' })
  const trusted = await enter(email, { ...byPassword, browser, more: { prompt: 'login', org_code: strict } })
  expect(trusted.url).toContain('code=')
})

test('who has a factor proves it before they set up one of the organization (M5-12)', async () => {
  const email = 'two-factors@example.com'
  const { key, userId } = await withApp(email)
  const strict = await anOrganization(calls, { name: 'By mail' })
  await setOrganizationPolicy(server, strict, { mfaPolicy: 'required', mfaFactors: ['email'] })
  await addMembers(calls, strict, userId)
  const entering = await enter(email, { ...byPassword, more: { org_code: strict } })
  expect(textOf(entering.browser.page?.html)).toContain('Enter the code from your app')
  await answer(entering.browser, key)
  expect(textOf(entering.browser.page?.html)).toContain('confirm the address')
  const url = await entering.browser.submit('enroll', { code: await mailedCode(server, email) })
  expect(url).toContain('code=')
  const next = await enter(email, { ...byPassword, more: { org_code: strict } })
  expect(await next.browser.submit('factor', { code: await mailedCode(server, email) })).toContain('code=')
})

test('a role is exempt in one organization; a member with another role besides is asked (M5-13)', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const free = await aRole(calls, 'free-of-factors')
  const other = await aRole(calls, 'asked-for-factors')
  const email = 'exempt@example.com'
  const { strict, userId } = await inStrict(email, { mfaPolicy: 'required', mfaFactors: ['authenticator'] })
  await server.query(
    `insert into factor_exempt_roles (environment_id, organization_id, role_id, business_id, created_at)
     select o.environment_id, o.id, r.id, r.business_id, now() from organizations o, roles r where o.code = $1 and r.key = $2`,
    [strict, 'free-of-factors'],
  )
  const asking = async () => (await enter(email, { ...byPassword, more: { org_code: strict } })).url
  expect(await asking()).not.toContain('code=')
  await calls.post(`/organizations/${strict}/users/${userId}/roles`, { role_id: free })
  expect(await asking()).toContain('code=')
  await calls.post(`/organizations/${strict}/users/${userId}/roles`, { role_id: other })
  expect(await asking()).not.toContain('code=')
})

test('wrong answers lock the account, also for the right one, and a right password gives no new tries (M6-3)', async () => {
  const email = 'guessed@example.com'
  const { key } = await withApp(email)
  const waiting = await enter(email, byPassword)
  const guess = async () => {
    const { browser } = await enter(email, byPassword)
    await browser.submit('factor', { code: '000000' })
    return browser.page?.status
  }
  for (let tries = 0; tries < 4; tries += 1) expect(await guess()).toBe(400)
  expect(await guess()).toBe(429)
  await waiting.browser.submit('factor', { code: appCode(server, key) })
  expect(waiting.browser.page?.status).toBe(429)
  const { browser } = await arrive(new BrowserSession(server))
  await browser.submit('identify', { email })
  expect(browser.page?.status).toBe(429)
  await server.advance(301)
  expect(await answer((await enter(email, byPassword)).browser, key)).toContain('code=')
})

test('a device is let in after the factor that the organization of the person asks for', async () => {
  await setPolicy(server, { mfaPolicy: 'off' })
  const device = await aDevice(server, { email_method: 'email:password' })
  const policy = { mfaPolicy: 'required', mfaFactors: ['authenticator'] } as const
  const { userId, browser } = await inStrict('device@example.com', policy)
  await calls.delete(`/organizations/${standard}/users/${userId}`)
  const asked = await askForCode(server, { client_id: device })
  await enterCode(server, asked.user_code, browser)
  expect(browser.page?.html).not.toContain('/approve')
  await setUpApp({ browser })
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: device, device_code: asked.device_code })
  expect(claimsOf(body.access_token)).toMatchObject({ acr: TWO })
})

test('an installation that requires a factor asks administrators, also those who are signed in', async () => {
  await aPerson(server, 'owner@example.com', 'owner')
  const early = await signInToConsole(consoleBrowser(server), 'owner@example.com')
  expect(early.page?.url).toContain('/console')
  const control = await contextOf(server, CONTROL)
  const required = { mfaPolicy: 'required', mfaFactors: ['authenticator'] }
  await server.query(`update environments set settings = settings || $1 where kind = 'control'`, [required])
  for (const prefix of ['host:', applicationCacheKey(control.environment.id)]) control.cache.drop(prefix)
  await early.open('/console/sign-in')
  expect(early.page?.html).toContain('/identify')
  const late = await signInToConsole(consoleBrowser(server), 'owner@example.com')
  expect(textOf(late.page?.html)).toContain('Set up your authenticator app')
  await setUpApp({ browser: late })
  expect(late.page?.url).toContain('/console')
  await late.open('/console/sign-in')
  expect(late.page?.html).not.toContain('/identify')
})

test('a code of a factor neither signs in nor resets, and belongs to its flow (ATO-05)', async () => {
  await setPolicy(server, { mfaFactors: ['email'] })
  const email = 'purpose@example.com'
  const joined = await join(email, byPassword)
  await joined.browser.submit('enroll', { code: await mailedCode(server, email) })
  await joined.browser.submit('recovery-codes')
  const one = await enter(email, byPassword)
  const code = await mailedCode(server, email)
  const other = await enter(email, byPassword)
  await other.browser.submit('factor', { code })
  expect(other.browser.page?.status).toBe(400)
  const reset = await enter(email, { password: 'not the password' })
  await reset.browser.submit('forgot')
  await reset.browser.submit('code', { code })
  expect(reset.browser.page?.status).toBe(400)
  expect(await one.browser.submit('factor', { code })).toContain('code=')
})

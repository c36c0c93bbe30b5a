import { beforeEach, expect, test } from 'vitest'
import { appCode, factorSignIns, PASSWORD, recoveryCodesOn, setPolicy, textOf } from '../../../test/factor-sign-ins.ts'
import { anApplication, mailedCode } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const byPassword = factorSignIns(server, await anApplication(server, { settings: { email_method: 'email:password' } }))
const byCode = factorSignIns(server, await anApplication(server, { redirectUri: 'https://code.example.com/cb' }))

const STEP = 30

beforeEach(async () => {
  await setPolicy(server, {
    mfaPolicy: 'required',
    mfaFactors: ['authenticator'],
    trustedDeviceDays: 30,
    isRecoveryCodesEnabled: true,
  })
})

/** Signs a person up who has an app, and waits for its next code. */
async function withApp(email: string) {
  const arrived = await byPassword.join(email, { password: PASSWORD })
  const app = await byPassword.setUpApp(arrived)
  await server.advance(STEP)
  return { ...app, browser: arrived.browser }
}

test('a new person sets up an app, gets recovery codes once, and the ID token names two factors (M5-3, M5-6, M5-7)', async () => {
  const arrived = await byPassword.join('new@example.com', { password: PASSWORD })
  expect(arrived.browser.page?.html).toContain('src="data:image/png;base64,')
  const { codes, url } = await byPassword.setUpApp(arrived)
  expect(codes).toHaveLength(10)
  expect(await byPassword.idTokenOf({ ...arrived, url })).toMatchObject({
    amr: ['otp', 'mfa'],
    acr: 'urn:gatehouse:acr:2fa',
  })
})

test('a person with an app is asked for its code at each sign-in, after the password', async () => {
  const { key } = await withApp('again@example.com')
  const arrived = await byPassword.enter('again@example.com', { password: PASSWORD })
  await arrived.browser.submit('factor', { code: '000000' })
  expect(arrived.browser.page).toMatchObject({ status: 400 })
  const url = await arrived.browser.submit('factor', { code: appCode(server, key) })
  expect(await byPassword.idTokenOf({ ...arrived, url })).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] })
})

test('a code of an app works one step early or late, no further, and each step once (ATO-29)', async () => {
  const { key } = await withApp('steps@example.com')
  await server.advance(5 * STEP)
  const arrived = await byPassword.enter('steps@example.com', { password: PASSWORD })
  for (const steps of [-2, 2]) {
    await arrived.browser.submit('factor', { code: appCode(server, key, steps) })
    expect(textOf(arrived.browser.page?.html)).toContain('That code is not right')
  }
  expect(await arrived.browser.submit('factor', { code: appCode(server, key, 1) })).toContain('code=')
  const other = await byPassword.enter('steps@example.com', { password: PASSWORD })
  for (const steps of [1, 0, -1]) {
    await other.browser.submit('factor', { code: appCode(server, key, steps) })
    expect(textOf(other.browser.page?.html)).toContain('That code has been used')
  }
})

test('the code that set up an app does not sign in (ATO-29)', async () => {
  const arrived = await byPassword.join('first-code@example.com', { password: PASSWORD })
  const { key } = await byPassword.setUpApp(arrived)
  const again = await byPassword.enter('first-code@example.com', { password: PASSWORD })
  await again.browser.submit('factor', { code: appCode(server, key) })
  expect(textOf(again.browser.page?.html)).toContain('That code has been used')
})

test('a recovery code replaces the factor once, in any spelling, and a wrong one is refused (M5-7, M5-20, ATO-30)', async () => {
  const { codes } = await withApp('recovery@example.com')
  const [first = ''] = codes
  const arrived = await byPassword.enter('recovery@example.com', { password: PASSWORD })
  await arrived.browser.submit('factor-choose', { kind: 'recovery_code' })
  await arrived.browser.submit('factor', { code: 'abcd-efgh-jkmn-pqrs' })
  expect(arrived.browser.page).toMatchObject({ status: 400 })
  const url = await arrived.browser.submit('factor', { code: ` ${first.toUpperCase().replaceAll('-', ' ')} ` })
  expect(await byPassword.idTokenOf({ ...arrived, url })).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] })

  const again = await byPassword.enter('recovery@example.com', { password: PASSWORD })
  await again.browser.submit('factor-choose', { kind: 'recovery_code' })
  await again.browser.submit('factor', { code: first })
  expect(textOf(again.browser.page?.html)).toContain('or it has been used')
})

test('recovery codes and seeds are nowhere in the database as they are (ATO-29, ATO-30)', async () => {
  const { key, codes } = await withApp('sealed@example.com')
  for (const table of ['flows', 'factors', 'recovery_codes', 'events', 'flow_traces']) {
    const [row] = await server.query(`select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`)
    const text = String(row?.['text'])
    for (const secret of [key.replaceAll(' ', ''), ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    }
  }
})

test('an optional factor is asked for once, and the no is remembered (M5-4)', async () => {
  await setPolicy(server, { mfaPolicy: 'optional' })
  const arrived = await byPassword.join('optional@example.com', { password: PASSWORD })
  expect(textOf(arrived.browser.page?.html)).toContain('Protect your account with a second step?')
  expect(await arrived.browser.submit('enroll-decline')).toContain('code=')
  expect((await byPassword.enter('optional@example.com', { password: PASSWORD })).url).toContain('code=')
  await setPolicy(server, { mfaPolicy: 'required' })
  const required = await byPassword.enter('optional@example.com', { password: PASSWORD })
  expect(required.url).not.toContain('code=')
  expect(textOf(required.browser.page?.html)).toContain('Set up your authenticator app')
})

test('a required factor cannot be declined', async () => {
  const { browser } = await byPassword.join('forced@example.com', { password: PASSWORD })
  const form = browser.form('enroll')
  await browser.open(form.action.replace('/enroll', '/enroll-decline'), browser.formPost(form.fields))
  expect(textOf(browser.page?.html)).toContain('Set up your authenticator app')
})

test('where the only factor equals the first method, a second code is asked for, and is named no second factor (M5-9)', async () => {
  await setPolicy(server, { mfaFactors: ['email'], isRecoveryCodesEnabled: false })
  const email = 'twice@example.com'
  const joined = await byCode.join(email)
  const first = await joined.browser.submit('enroll', { code: await mailedCode(server, email) })
  expect(await byCode.idTokenOf({ ...joined, url: first })).toMatchObject({
    amr: ['otp'],
    acr: 'urn:gatehouse:acr:1fa',
  })
  const arrived = await byCode.enter(email)
  expect(arrived.url).not.toContain('code=')
  const url = await arrived.browser.submit('factor', { code: await mailedCode(server, email) })
  expect(await byCode.idTokenOf({ ...arrived, url })).toMatchObject({ amr: ['otp'], acr: 'urn:gatehouse:acr:1fa' })
})

test('factors that prove something new are offered before the first method (M5-9)', async () => {
  await setPolicy(server, { mfaFactors: ['email', 'sms', 'authenticator'] })
  const { browser } = await byCode.join('order@example.com')
  const kinds = [...(browser.page?.html ?? '').matchAll(/name="kind" value="([^"]+)"/g)].map(([, kind]) => kind)
  expect(kinds).toEqual(['authenticator', 'sms', 'email'])
})

test('a person sets up a phone number, and gets a code by SMS at the next sign-in (M5-1)', async () => {
  await setPolicy(server, { mfaFactors: ['sms'] })
  const arrived = await byPassword.join('sms@example.com', { password: PASSWORD })
  await arrived.browser.submit('enroll-address', { address: '0' })
  expect(arrived.browser.page).toMatchObject({ status: 400 })
  await arrived.browser.submit('enroll-address', { address: '+49 30 901820' })
  await arrived.browser.submit('enroll', { code: await mailedCode(server, '+4930901820') })
  await arrived.browser.submit('recovery-codes')
  const again = await byPassword.enter('sms@example.com', { password: PASSWORD })
  expect(textOf(again.browser.page?.html)).not.toContain('30901820')
  const url = await again.browser.submit('factor', { code: await mailedCode(server, '+4930901820') })
  expect(await byPassword.idTokenOf({ ...again, url })).toMatchObject({ amr: ['pwd', 'sms', 'mfa'] })
})

test('an environment that offers no factor that works falls back to an app, so nobody is locked out', async () => {
  await setPolicy(server, { mfaFactors: [] })
  const { browser } = await byPassword.join('fallback@example.com', { password: PASSWORD })
  expect(textOf(browser.page?.html)).toContain('Set up your authenticator app')
})

test('a reset of the password does not skip the factor (ATO-16)', async () => {
  const email = 'reset@example.com'
  const { key } = await withApp(email)
  const { browser, proof } = await byPassword.enter(email, { password: 'not the password' })
  await browser.submit('forgot')
  await browser.submit('code', { code: await mailedCode(server, email) })
  const before = await browser.submit('new-password', { password: 'another good password' })
  expect(before).not.toContain('code=')
  const url = await browser.submit('factor', { code: appCode(server, key) })
  expect(await byPassword.idTokenOf({ url, proof })).toMatchObject({ amr: ['otp', 'mfa'] })
})

test('a person whose recovery codes are switched off gets none, and cannot use those they have', async () => {
  const { codes } = await withApp('without@example.com')
  await setPolicy(server, { isRecoveryCodesEnabled: false })
  const { browser } = await byPassword.enter('without@example.com', { password: PASSWORD })
  expect(browser.page?.html).not.toContain('recovery_code')
  await browser.submit('factor', { code: codes[0] ?? '' })
  expect(browser.page).toMatchObject({ status: 400 })
  expect(recoveryCodesOn(browser)).toEqual([])
})

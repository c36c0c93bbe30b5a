import { expect, test } from 'vitest'
import { api, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'
import { startTwilio } from '../../../../test/twilio.ts'

const ACCOUNT = { sid: `AC${'a'.repeat(32)}`, token: 'planted-token-of-the-account' }
const OTHER = { sid: `AC${'b'.repeat(32)}`, token: 'planted-token-of-another' }
const twilio = await startTwilio([ACCOUNT, OTHER])
const server = await startServer({ settings: { GATEHOUSE_TWILIO_URL: twilio.url } })
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const PATH = '/environment/sms'
const TEST = `${PATH}/test`
const OWN = {
  default_country: 'DE',
  account_sid: ACCOUNT.sid,
  auth_token: ACCOUNT.token,
  sms_source: 'messaging_service',
  messaging_service_sid: `MG${'c'.repeat(32)}`,
}
const FALLBACK = {
  is_fallback_enabled: true,
  fallback_account_sid: OTHER.sid,
  fallback_auth_token: OTHER.token,
  fallback_sms_source: 'phone_number',
  fallback_phone_number: '+15017122661',
}
const NONE = Object.fromEntries(Object.keys({ ...OWN, ...FALLBACK }).map((name) => [name, null]))
const smsOf = async (caller = calls) => (await caller.get(PATH)).body.sms
const reset = () => calls.patch(PATH, NONE)
const HOUR = 3_600

test('an environment starts without a provider: development keeps messages, production refuses them (M3-11)', async () => {
  expect(await smsOf()).toMatchObject({
    settings: {
      default_country: { value: null, source: 'default' },
      allowed_countries: { value: [], source: 'default' },
      daily_limit: { value: 1_000, source: 'default' },
      is_for_sign_in: { value: true, source: 'default' },
      is_for_mfa: { value: true, source: 'default' },
      account_sid: { value: null, source: 'default' },
    },
    has_auth_token: false,
    delivers_to: 'inbox',
    today: { used: 0, limit: 1_000, delivered: 0, failed: 0, dropped: 0 },
  })
  expect((await smsOf(production)).delivers_to).toBe('nobody')
})

test('an account is set, and its token is never returned and stored sealed (M3-2, ATO-26)', async () => {
  expect((await calls.patch(PATH, { ...OWN, ...FALLBACK })).status).toBe(200)
  const answers = [await calls.get(PATH), await calls.get('/environment'), await calls.get('/environment/settings')]
  const rows = await server.query(
    `select settings, encode(sms_token_sealed, 'escape') as one, encode(sms_fallback_token_sealed, 'escape') as two
     from environments order by one`,
  )
  const events = await server.query('select * from events')
  expect(await smsOf()).toMatchObject({
    settings: { account_sid: { value: ACCOUNT.sid, source: 'environment' } },
    has_auth_token: true,
    has_fallback_auth_token: true,
    delivers_to: 'phones_and_inbox',
  })
  await reset()
  expect(rows[0]?.['one']).toEqual(expect.any(String))
  expect(JSON.stringify([answers, rows, events])).not.toContain('planted-token')
  expect(JSON.stringify(events)).toContain('smsAuthToken')
})

test('the provider of one environment is not that of another (ATO-11)', async () => {
  await calls.patch(PATH, OWN)
  const elsewhere = await smsOf(production)
  await reset()
  expect(elsewhere).toMatchObject({ has_auth_token: false, delivers_to: 'nobody' })
  const stranger = await api(server, { token: await managementToken(server, { origin: PRODUCTION }) })
  for (const answer of [
    await stranger.get(PATH),
    await stranger.get(`${PATH}/messages`),
    await stranger.patch(PATH, {}),
    await stranger.post(TEST, { to: '+4915112345678' }),
  ]) {
    expect(answer).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  }
})

test('with another account the token must be sent again, so that it goes to no other', async () => {
  await calls.patch(PATH, OWN)
  const change = { account_sid: OTHER.sid }
  const refused = [await calls.patch(PATH, change), await calls.post(TEST, { ...change, to: '+4915112345678' })]
  const again = await calls.patch(PATH, { ...change, auth_token: OTHER.token })
  await reset()
  for (const answer of refused) expect(answer).toMatchObject(refusal(400, 'SMS_AUTH_TOKEN_REQUIRED'))
  expect(again.status).toBe(200)
})

test('the token goes with its account', async () => {
  await calls.patch(PATH, OWN)
  await calls.patch(PATH, { account_sid: null })
  expect(await smsOf()).toMatchObject({ has_auth_token: false, delivers_to: 'inbox' })
  expect(await calls.patch(PATH, { account_sid: ACCOUNT.sid })).toMatchObject(refusal(400, 'SMS_SETTINGS_INCOMPLETE'))
  await reset()
})

test.each([
  ['no token', { ...OWN, auth_token: undefined }, 'SMS_SETTINGS_INCOMPLETE'],
  ['no field of its source', { ...OWN, sms_source: 'phone_number' }, 'SMS_SETTINGS_INCOMPLETE'],
  [
    'a second account without a token',
    { ...OWN, ...FALLBACK, fallback_auth_token: undefined },
    'SMS_SETTINGS_INCOMPLETE',
  ],
  ['a second account and no first', FALLBACK, 'SMS_SETTINGS_INCOMPLETE'],
  ['an account that is none', { ...OWN, account_sid: 'AC1/../../Accounts/AC2' }, 'INVALID_BODY'],
  ['a service that is none', { ...OWN, messaging_service_sid: `SM${'c'.repeat(32)}` }, 'INVALID_BODY'],
  ['a sender that is none', { ...OWN, phone_number: '0151 12345678' }, 'INVALID_BODY'],
  ['a token with a line break', { ...OWN, auth_token: 'planted\r\nx-header: 1' }, 'INVALID_BODY'],
  ['a country that is none', { default_country: 'XX' }, 'INVALID_BODY'],
  ['a list with a country that is none', { allowed_countries: ['DE', 'Germany'] }, 'INVALID_BODY'],
  ['no message a day', { daily_limit: 0 }, 'INVALID_BODY'],
  ['a text of its own (M3-7)', { text: 'Hello {code}' }, 'INVALID_BODY'],
])('settings with %s are refused, and nothing is saved', async (_name, change, code) => {
  await reset()
  expect(await calls.patch(PATH, change)).toMatchObject(refusal(400, code))
  expect(await smsOf()).toMatchObject({ has_auth_token: false, delivers_to: 'inbox' })
})

test('a test message tries settings before they are saved, and looks like a real one (M3-5)', async () => {
  await server.advance(HOUR + 1)
  const answer = await calls.post(TEST, { ...OWN, to: '0151 12345678' })
  expect([answer.status, answer.body.test_message]).toEqual([200, { to: '+4915112345678' }])
  expect(twilio.received.at(-1)?.form['Body']).toMatch(
    /^(\d{6}) is your one-time code to sign in to My business\n\n@localhost #\1$/,
  )
  expect(await smsOf()).toMatchObject({ delivers_to: 'inbox' })
  expect((await calls.get(`${PATH}/messages`)).body.messages[0]).toMatchObject({ purpose: 'test', state: 'sent' })
})

test('a test message can try the second account', async () => {
  await server.advance(HOUR + 1)
  const body = { ...OWN, ...FALLBACK, to: '+4915112345678', account: 'fallback' }
  expect((await calls.post(TEST, body)).status).toBe(200)
  expect(twilio.received.at(-1)).toMatchObject({ account: OTHER.sid, form: { From: '+15017122661' } })
  const without = await calls.post(TEST, { ...OWN, to: '+4915112345678', account: 'fallback' })
  expect(without).toMatchObject(refusal(409, 'NO_SECOND_ACCOUNT'))
})

test.each([
  ['a wrong token', { auth_token: 'planted-wrong-token' }, 'Account SID or auth token is wrong. (20003)'],
  ['an unknown account', { account_sid: `AC${'d'.repeat(32)}` }, 'Account SID or auth token is wrong. (20003)'],
])('%s is told in a sentence of the product (M3-14, ATO-17)', async (_name, change, sentence) => {
  await server.advance(HOUR + 1)
  const { status, body } = await calls.post(TEST, { ...OWN, ...change, to: '+4915112345678' })
  expect([status, body.errors]).toEqual([409, [{ code: 'TEST_SMS_NOT_SENT', message: sentence }]])
})

test('the provider’s own words are never shown', async () => {
  await server.advance(HOUR + 1)
  twilio.answers.set(ACCOUNT.sid, { status: 400, code: 21211 })
  const answer = await calls.post(TEST, { ...OWN, to: '+4915112345678' })
  twilio.answers.clear()
  expect(JSON.stringify(answer.body)).toContain('The number is not a valid phone number. (21211)')
  expect(JSON.stringify(answer.body)).not.toContain('+4915112345678')
})

test.each([
  ['+49 30 12345678', 'a landline'],
  ['+1 876 555 0123', 'a country that is not allowed'],
  ['hello', 'no number'],
  ['+4915112345678,+4915112345679', 'two numbers'],
])('a test message to %s is refused: %s (ATO-31)', async (to) => {
  await server.advance(HOUR + 1)
  const before = twilio.asked.length
  const answer = await calls.post(TEST, { ...OWN, allowed_countries: ['DE', 'US'], to })
  expect(answer).toMatchObject(refusal(400, 'PHONE_NOT_ALLOWED'))
  expect(twilio.asked).toHaveLength(before)
})

test('there are a few test messages an hour', async () => {
  await server.advance(HOUR + 1)
  const statuses: number[] = []
  for (let count = 0; count < 6; count += 1) {
    statuses.push((await calls.post(TEST, { ...OWN, to: '+4915112345678' })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
})

test('without an account there is nothing to test', async () => {
  expect(await calls.post(TEST, { to: '+4915112345678' })).toMatchObject(refusal(409, 'NO_SMS_PROVIDER'))
})

test('messages are listed by pages, and only those of the environment', async () => {
  const first = (await calls.get(`${PATH}/messages?page_size=2`)).body
  const second = (await calls.get(`${PATH}/messages?page_size=2&next_token=${String(first.next_token)}`)).body
  const ids = [...first.messages, ...second.messages].map((one: { id: string }) => one.id)
  expect(new Set(ids).size).toBe(4)
  expect((await production.get(`${PATH}/messages`)).body.messages).toEqual([])
})

test('what uses text messages goes before they do, so that nobody is left without a way in (M3-9, M3-11)', async () => {
  expect(await production.patch('/environment/settings', { mfa_factors: ['sms'] })).toMatchObject({ status: 400 })
  await production.patch(PATH, OWN)
  const itemOf = async () => {
    const { items } = (await production.get('/environments/production/go_live')).body.go_live
    return items.find(({ code }: { code: string }) => code === 'sms_provider')
  }
  expect(await itemOf()).toBeUndefined()
  await server.query(
    `update environments set settings = settings || '{"mfaFactors": ["sms", "authenticator"]}' where kind = 'production'`,
  )
  expect(await itemOf()).toMatchObject({ is_required: true, is_done: true })
  for (const change of [{ account_sid: null }, { is_for_mfa: false }]) {
    expect(await production.patch(PATH, change)).toMatchObject(refusal(409, 'SMS_IN_USE'))
  }
  expect((await production.patch(PATH, { is_for_sign_in: false })).status).toBe(200)
  expect(await smsOf(production)).toMatchObject({ delivers_to: 'phones', has_auth_token: true })
  await server.query(`update environments set settings = settings - 'mfaFactors' where kind = 'production'`)
  const { application } = (await production.post('/applications', { name: 'Shop', type: 'reg' })).body
  await server.query(
    `update applications set settings = settings || '{"signInIdentities": ["email", "phone"]}' where id = $1`,
    [application.id],
  )
  await production.patch(PATH, { is_for_sign_in: true })
  expect(await production.patch(PATH, { account_sid: null })).toMatchObject(refusal(409, 'SMS_IN_USE'))
  await production.delete(`/applications/${String(application.id)}`)
  expect((await production.patch(PATH, NONE)).status).toBe(200)
})

test('a provider at an address inside of the network is not called (ATO-17)', async () => {
  const guarded = await startServer({
    settings: { GATEHOUSE_TWILIO_URL: twilio.url, GATEHOUSE_OUTBOUND_ALLOW: 'none' },
  })
  const answer = await (await api(guarded)).post(TEST, { ...OWN, to: '+4915112345678' })
  expect(answer).toMatchObject(refusal(409, 'TEST_SMS_NOT_SENT'))
})

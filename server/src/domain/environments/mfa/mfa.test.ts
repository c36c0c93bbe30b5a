import { expect, test } from 'vitest'
import { aCodeFactor } from '../../../../test/factors.ts'
import { api, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const OWN = '/environment/mfa'
const mfaOf = async (caller = calls) => (await caller.get(OWN)).body.mfa
const NONE = { policy: null, factors: null, is_recovery_codes_enabled: null, trusted_device_days: null }
const reset = (caller = calls) => caller.patch(OWN, NONE)

test('an environment starts without second factors (M5-2)', async () => {
  expect(await mfaOf()).toEqual({
    settings: {
      policy: { value: 'off', source: 'default' },
      factors: { value: [], source: 'default' },
      is_recovery_codes_enabled: { value: true, source: 'default' },
      trusted_device_days: { value: 30, source: 'default' },
    },
    is_sms_available: true,
    enrolled: { authenticator: 0, email: 0, sms: 0, any: 0 },
  })
})

test.each(['off', 'optional', 'required'])(
  'the published operation sets policy %s and factors (M5-1, M5-2)',
  async (policy) => {
    const factors = ['mfa:email', 'mfa:sms', 'mfa:authenticator_app']
    const sent = { policy, enabled_factors: factors, is_recovery_codes_enabled: false }
    expect((await calls.put('/mfa', sent)).status).toBe(200)
    expect((await mfaOf()).settings).toMatchObject({
      policy: { value: policy, source: 'environment' },
      factors: { value: ['authenticator', 'email', 'sms'], source: 'environment' },
      is_recovery_codes_enabled: { value: false, source: 'environment' },
    })
    await reset()
  },
)

test('recovery codes are on where a replacement does not name them', async () => {
  await calls.patch(OWN, { is_recovery_codes_enabled: false })
  await calls.put('/mfa', { policy: 'off', enabled_factors: [] })
  expect((await mfaOf()).settings.is_recovery_codes_enabled.value).toBe(true)
  await reset()
})

test('a published replacement keeps passkeys, which it cannot name', async () => {
  await calls.patch(OWN, { factors: ['passkey', 'email'] })
  await calls.put('/mfa', { policy: 'required', enabled_factors: ['mfa:authenticator_app'] })
  expect((await mfaOf()).settings.factors.value).toEqual(['passkey', 'authenticator'])
  await reset()
})

test.each([
  ['without any', [], 'FACTORS_REQUIRED'],
  ['with passkeys alone', ['passkey'], 'FACTOR_BESIDE_PASSKEY_REQUIRED'],
])('a policy that not everybody can meet is refused: %s', async (_name, factors, code) => {
  for (const policy of ['optional', 'required']) {
    expect(await calls.patch(OWN, { policy, factors })).toMatchObject(refusal(400, code))
  }
  expect((await mfaOf()).settings.policy.value).toBe('off')
  expect((await calls.patch(OWN, { policy: 'off', factors })).status).toBe(200)
  expect(await calls.patch(OWN, { policy: 'required' })).toMatchObject(refusal(400, code))
  await reset()
})

test('of two changes at once that are each right, the later does not leave people without a factor', async () => {
  await calls.patch(OWN, { policy: 'off', factors: ['authenticator'] })
  const answers = await Promise.all([calls.patch(OWN, { policy: 'required' }), calls.patch(OWN, { factors: [] })])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
  await reset()
})

test('SMS as a factor needs SMS settings (M5-16)', async () => {
  expect(await mfaOf(production)).toMatchObject({ is_sms_available: false })
  const wanted = { policy: 'required', enabled_factors: ['mfa:sms', 'mfa:email'] }
  expect(await production.put('/mfa', wanted)).toMatchObject(refusal(400, 'SMS_NOT_CONFIGURED'))
  expect(await production.patch(OWN, { factors: ['sms'] })).toMatchObject(refusal(400, 'SMS_NOT_CONFIGURED'))
})

test('the factors that organizations rely on stay', async () => {
  await calls.patch(OWN, { factors: ['email'] })
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true, is_enforce_mfa: true })
  expect(await calls.patch(OWN, { factors: [] })).toMatchObject(refusal(409, 'ORGANIZATIONS_NEED_FACTORS'))
  expect((await calls.patch(OWN, { factors: ['authenticator'] })).status).toBe(200)
  await calls.put(`/organizations/${code}/mfa`, { enabled_factors: ['mfa:email'] })
  expect((await calls.patch(OWN, { factors: [] })).status).toBe(200)
  await reset()
})

test('the days of trust are from 0 to 365', async () => {
  expect((await calls.patch(OWN, { trusted_device_days: 0 })).status).toBe(200)
  expect((await mfaOf()).settings.trusted_device_days).toMatchObject({ value: 0, source: 'environment' })
  expect(await calls.patch(OWN, { trusted_device_days: 366 })).toMatchObject(refusal(400, 'INVALID_BODY'))
  await reset()
})

test('people who have factors are counted, each once', async () => {
  const user = await aUser(calls)
  await aCodeFactor(server, user, { kind: 'email', address: 'ada@users.example' })
  await aCodeFactor(server, user, { kind: 'sms', address: '+4930123456' })
  expect((await mfaOf()).enrolled).toEqual({ authenticator: 0, email: 1, sms: 1, any: 1 })
  expect((await mfaOf(production)).enrolled.any).toBe(0)
})

test('the factors of one environment are not those of another (ATO-11)', async () => {
  await calls.patch(OWN, { factors: ['email'], policy: 'required' })
  expect((await mfaOf(production)).settings.policy).toEqual({ value: 'off', source: 'default' })
  await reset()
  const stranger = await api(server, { token: await managementToken(server, { origin: PRODUCTION }) })
  const wanted = { policy: 'off', enabled_factors: [] }
  expect(await stranger.put('/mfa', wanted)).toMatchObject(refusal(401, 'INVALID_TOKEN'))
  expect(await stranger.patch(OWN, { policy: 'off' })).toMatchObject(refusal(401, 'INVALID_TOKEN'))
})

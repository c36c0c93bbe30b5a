import { expect, test } from 'vitest'
import { aCodeFactor } from '../../../../../test/factors.ts'
import { api, aRole, PRODUCTION, refusal } from '../../../../../test/management.ts'
import { anOrganization, aUser } from '../../../../../test/organizations.ts'
import { startServer } from '../../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const pathOf = (code: string) => `/organizations/${code}/mfa`
const mfaOf = async (code: string) => (await calls.get(pathOf(code))).body.mfa

async function anAdvancedOne(): Promise<string> {
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  return code
}

const environment = (change: object) => calls.patch('/environment/mfa', change)
const enforce = (code: string, isEnforced: boolean | null) =>
  calls.patch(`/organization/${code}`, { is_enforce_mfa: isEnforced })

test('an organization without advanced features says nothing about second factors (M5-10)', async () => {
  const code = await anOrganization(calls)
  const needed = refusal(400, 'ADVANCED_FEATURES_REQUIRED')
  const role = await aRole(calls, 'unadvanced')
  expect(await calls.put(pathOf(code), { enabled_factors: ['mfa:email'] })).toMatchObject(needed)
  expect(await calls.patch(pathOf(code), { policy: 'required' })).toMatchObject(needed)
  expect(await enforce(code, true)).toMatchObject(needed)
  expect(await calls.post(`${pathOf(code)}/exempt_roles/${role}`)).toMatchObject(needed)
  expect((await enforce(code, false)).status).toBe(200)
})

test('an organization enforces second factors while its environment does not (M5-10)', async () => {
  const code = await anAdvancedOne()
  expect(await enforce(code, true)).toMatchObject(refusal(400, 'FACTORS_REQUIRED'))
  await calls.put(pathOf(code), { enabled_factors: ['mfa:email', 'mfa:authenticator_app'] })
  expect((await enforce(code, true)).status).toBe(200)
  expect((await mfaOf(code)).settings).toMatchObject({
    policy: { value: 'required', source: 'organization', inherited: 'off' },
    factors: { value: ['authenticator', 'email'], source: 'organization', inherited: [] },
  })
  expect(await calls.put(pathOf(code), { enabled_factors: [] })).toMatchObject(refusal(400, 'FACTORS_REQUIRED'))
  expect((await enforce(code, false)).status).toBe(200)
  expect((await mfaOf(code)).settings.policy).toEqual({ value: 'off', source: 'default' })
})

test('without a list of its own an organization has the factors of its environment (M5-12)', async () => {
  await environment({ factors: ['email'] })
  const code = await anAdvancedOne()
  expect((await enforce(code, true)).status).toBe(200)
  expect((await mfaOf(code)).settings.factors).toEqual({ value: ['email'], source: 'environment' })
  await calls.put(pathOf(code), { enabled_factors: ['mfa:sms'] })
  await calls.put(pathOf(code), { enabled_factors: [] })
  expect((await mfaOf(code)).settings.factors).toEqual({ value: ['email'], source: 'environment' })
  await enforce(code, null)
  await environment({ factors: null })
})

test('an organization does not switch off what its environment requires (M5-11, M5-15)', async () => {
  const code = await anAdvancedOne()
  await environment({ policy: 'required', factors: ['authenticator'] })
  const refused = refusal(409, 'MFA_REQUIRED_BY_ENVIRONMENT')
  expect(await enforce(code, false)).toMatchObject(refused)
  expect(await calls.patch(pathOf(code), { policy: 'off' })).toMatchObject(refused)
  expect(await calls.patch(pathOf(code), { policy: 'optional' })).toMatchObject(refused)
  expect((await calls.patch(pathOf(code), { policy: null })).status).toBe(200)
  await environment({ policy: 'optional' })
  expect((await enforce(code, false)).status).toBe(200)
  await environment({ policy: null, factors: null })
})

test('without advanced features the policy returns to that of the environment (O4-2)', async () => {
  const code = await anAdvancedOne()
  await calls.patch(pathOf(code), { policy: 'required', factors: ['email'], trusted_device_days: 0 })
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: false })
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  expect((await mfaOf(code)).settings).toMatchObject({
    policy: { source: 'default' },
    factors: { source: 'default' },
    trusted_device_days: { source: 'default' },
  })
})

test('roles are exempt, listed and asked again (M5-13)', async () => {
  const code = await anAdvancedOne()
  const role = await aRole(calls, 'viewer')
  const roles = `${pathOf(code)}/exempt_roles`
  expect((await calls.post(`${roles}/${role}`)).status).toBe(200)
  expect((await calls.post(`${roles}/${role}`)).status).toBe(200)
  expect((await calls.get(roles)).body.roles).toEqual([{ id: role, key: 'viewer', name: 'viewer' }])
  expect((await calls.delete(`${roles}/${role}`)).status).toBe(200)
  expect((await calls.get(roles)).body.roles).toEqual([])
  expect(await calls.delete(`${roles}/${role}`)).toMatchObject(refusal(404, 'EXEMPT_ROLE_NOT_FOUND'))
})

test('an organization counts the members who have factors, and no others', async () => {
  const code = await anAdvancedOne()
  const member = await aUser(calls, { organization: code })
  await aCodeFactor(server, member, { kind: 'email', address: 'member@users.example' })
  await aCodeFactor(server, await aUser(calls), { kind: 'email', address: 'other@users.example' })
  expect((await mfaOf(code)).enrolled).toEqual({ authenticator: 0, email: 1, sms: 0, any: 1 })
})

test('an organization of another environment is not found (ATO-11)', async () => {
  const foreign = await anOrganization(production)
  const role = await aRole(calls, 'foreigner')
  const unknown = refusal(404, 'ORGANIZATION_NOT_FOUND')
  expect(await calls.get(pathOf(foreign))).toMatchObject(unknown)
  expect(await calls.put(pathOf(foreign), { enabled_factors: [] })).toMatchObject(unknown)
  expect(await calls.patch(pathOf(foreign), { policy: 'required' })).toMatchObject(unknown)
  expect(await calls.get(`${pathOf(foreign)}/exempt_roles`)).toMatchObject(unknown)
  expect(await calls.post(`${pathOf(foreign)}/exempt_roles/${role}`)).toMatchObject(unknown)
  expect(await calls.delete(`${pathOf(foreign)}/exempt_roles/${role}`)).toMatchObject(unknown)
})

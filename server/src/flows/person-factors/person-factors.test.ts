import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { insertTrust, newRecoveryCodes, recoveryCodeDigest, replaceRecoveryCodes } from '#domain/factors'
import { idFromHex } from '#platform/ids'
import { contextOf } from '../../../test/context.ts'
import { aCodeFactor } from '../../../test/factors.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { addMembers, anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const uuidOf = (subject: string) => idFromHex(subject, 'kp_') ?? ''

async function trust(subject: string): Promise<void> {
  const { db, clock } = await contextOf(server)
  const now = clock()
  await insertTrust(db, {
    userId: uuidOf(subject),
    organizationId: undefined,
    digest: randomBytes(32),
    factor: 'email',
    requester: { ip: '192.0.2.7', userAgent: 'Firefox' },
    now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  })
}

async function aPerson() {
  const email = `${randomBytes(4).toString('hex')}@users.example`
  const user = await aUser(calls, { email })
  const first = await aCodeFactor(server, user, { kind: 'email', address: email })
  await server.advance(60)
  const second = await aCodeFactor(server, user, { kind: 'sms', address: '+4930123456' })
  const ctx = await contextOf(server)
  const digests = newRecoveryCodes().map((one) => recoveryCodeDigest(ctx, uuidOf(user), one))
  await replaceRecoveryCodes(ctx.db, { userId: uuidOf(user), digests, now: ctx.clock() })
  await trust(user)
  return { user, email, first, second }
}

const factorsOf = async (user: string) => (await calls.get(`/users/${user}/factors`)).body
const devicesOf = async (user: string) => (await calls.get(`/users/${user}/trusted_devices`)).body.trusted_devices

async function mailsTo(address: string): Promise<readonly string[]> {
  const authorization = `Bearer ${server.firstRun.inbox_token}`
  const path = `/dev/inbox/messages?to=${encodeURIComponent(address)}`
  const { messages } = (await (await server.request(path, { headers: { authorization } })).json()) as {
    messages: { subject: string }[]
  }
  return messages.map(({ subject }) => subject)
}

test('the published operation shows one factor of a person, and none where there is none', async () => {
  expect((await calls.get(`/users/${await aUser(calls)}/mfa`)).body).not.toHaveProperty('mfa')
  const { user, second } = await aPerson()
  const { body } = await calls.get(`/users/${user}/mfa`)
  expect(body.mfa).toEqual({
    id: second,
    type: 'sms',
    created_on: expect.any(String),
    name: '+4930123456',
    is_verified: true,
    usage_count: 0,
  })
})

test('our own operation lists all factors and the recovery codes that are left', async () => {
  const { user, first, second, email } = await aPerson()
  expect(await factorsOf(user)).toMatchObject({
    factors: [
      { id: first, type: 'email', name: email },
      { id: second, type: 'sms' },
    ],
    recovery_codes_left: 10,
  })
})

test('one factor is reset: trust ends, recovery codes stay until the last one, and the person is told (M5-17, N1-2)', async () => {
  const { user, email, first, second } = await aPerson()
  expect((await calls.delete(`/users/${user}/mfa/${first}`)).status).toBe(200)
  expect(await factorsOf(user)).toMatchObject({ factors: [{ id: second }], recovery_codes_left: 10 })
  expect(await devicesOf(user)).toEqual([])
  expect(await mailsTo(email)).toEqual(['A second factor was removed from your account'])
  expect(await calls.delete(`/users/${user}/mfa/${first}`)).toMatchObject(refusal(404, 'FACTOR_NOT_FOUND'))
  await calls.delete(`/users/${user}/mfa/${second}`)
  expect(await factorsOf(user)).toMatchObject({ factors: [], recovery_codes_left: 0 })
})

test('all factors of a person are reset at once, with recovery codes and trust, and the person is told (M5-17, N1-2)', async () => {
  const { user, email } = await aPerson()
  expect((await calls.delete(`/users/${user}/mfa`)).status).toBe(200)
  expect(await factorsOf(user)).toMatchObject({ factors: [], recovery_codes_left: 0 })
  expect(await devicesOf(user)).toEqual([])
  expect((await calls.delete(`/users/${user}/mfa`)).status).toBe(200)
  expect(await mailsTo(email)).toEqual(['The second factors of your account were reset'])
})

test('trusted devices are listed and revoked, one and all (N1-2)', async () => {
  const { user } = await aPerson()
  await trust(user)
  const [latest, other] = await devicesOf(user)
  expect(latest).toMatchObject({
    factor: 'email',
    is_of_organization: false,
    ip_address: '192.0.2.7',
    user_agent: 'Firefox',
  })
  const stranger = (await aPerson()).user
  expect(await calls.delete(`/users/${stranger}/trusted_devices/${String(latest.id)}`)).toMatchObject(
    refusal(404, 'TRUSTED_DEVICE_NOT_FOUND'),
  )
  expect((await calls.delete(`/users/${user}/trusted_devices/${String(latest.id)}`)).status).toBe(200)
  expect(await devicesOf(user)).toMatchObject([{ id: other.id }])
  await calls.delete(`/users/${user}/trusted_devices`)
  expect(await devicesOf(user)).toEqual([])
  expect(await devicesOf(stranger)).toHaveLength(1)
})

test('the factors of a member are those of the person; nobody else is found in the organization (ATO-11)', async () => {
  const { user, first } = await aPerson()
  const code = await anOrganization(calls)
  const path = `/organizations/${code}/users/${user}/mfa`
  const unknown = refusal(404, 'ORGANIZATION_USER_NOT_FOUND')
  for (const answer of [await calls.get(path), await calls.delete(path), await calls.delete(`${path}/${first}`)]) {
    expect(answer).toMatchObject(unknown)
  }
  await addMembers(calls, code, user)
  expect((await calls.get(path)).body.mfa).toMatchObject({ type: 'sms' })
  expect((await calls.delete(`${path}/${first}`)).status).toBe(200)
  expect((await calls.delete(path)).status).toBe(200)
  expect((await calls.get(path)).body).not.toHaveProperty('mfa')
})

test('a person of another environment is not found, and keeps their factors (ATO-11)', async () => {
  const { user, first } = await aPerson()
  const unknown = refusal(404, 'USER_NOT_FOUND')
  expect(await production.get(`/users/${user}/mfa`)).toMatchObject(unknown)
  expect(await production.get(`/users/${user}/factors`)).toMatchObject(unknown)
  expect(await production.get(`/users/${user}/trusted_devices`)).toMatchObject(unknown)
  expect(await production.delete(`/users/${user}/mfa`)).toMatchObject(unknown)
  expect(await production.delete(`/users/${user}/mfa/${first}`)).toMatchObject(unknown)
  expect(await production.delete(`/users/${user}/trusted_devices`)).toMatchObject(unknown)
  expect((await factorsOf(user)).factors).toHaveLength(2)
})

test('a device is listed until its trust expires', async () => {
  const { user } = await aPerson()
  await server.advance(3_601)
  expect(await devicesOf(user)).toEqual([])
})

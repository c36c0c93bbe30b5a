import * as sdk from '@kinde/js-utils'
import { beforeEach, expect, test } from 'vitest'
import { aFlag, aRole, forget, giveRole, membershipOf } from '../access.ts'
import { anApplication } from '../oauth.ts'
import { startServer } from '../server.ts'
import { signUpAt } from './sign-up-at.ts'

const server = await startServer({ isListening: true })
const { clientId, redirectUri } = await anApplication(server, { redirectUri: 'http://localhost:5173/callback' })
const domain = server.origin
sdk.frameworkSettings.framework = 'react'
sdk.frameworkSettings.frameworkVersion = '19.3.1'

const storage = new sdk.MemoryStorage()
sdk.setActiveStorage(storage)
const { url } = await sdk.generateAuthUrl(domain, 'registration', { clientId, redirectURL: redirectUri })
const callback = await signUpAt(server, url, 'ada@example.com')
await sdk.exchangeAuthCode({ urlParams: callback.searchParams, domain, clientId, redirectURL: redirectUri })
const sub = await sdk.getClaim('sub')
const member = await membershipOf(server, String(sub?.value))
const keys = Array.from({ length: 25 }, (_, index) => `read:thing${String(index)}`)
const role = await aRole(server, member.businessId, { key: 'admin', permissions: keys })
await giveRole(server, member, role.id)
await aFlag(server, member.businessId, { key: 'dark_mode', type: 'bool', value: true })
await forget(server)

beforeEach(() => {
  sdk.setActiveStorage(storage)
})

test('forced reading of permissions returns all of them, over several pages', async () => {
  const { permissions, orgCode } = await sdk.getPermissions({ forceApi: true })
  expect(permissions.toSorted()).toEqual(keys.toSorted())
  expect(orgCode).toBe((await sdk.getClaim('org_code'))?.value)
})

test('forced reading of one permission returns whether it is granted', async () => {
  const granted = await sdk.getPermission('read:thing3', { forceApi: true })
  const other = await sdk.getPermission('write:thing', { forceApi: true })
  expect([granted.isGranted, other.isGranted]).toEqual([true, false])
})

test('roles are read from the API if the token has none', async () => {
  expect(await sdk.getRoles({ forceApi: true })).toMatchObject([{ key: 'admin', name: 'Role admin' }])
})

test('forced reading of a flag finds it by its key', async () => {
  expect(await sdk.getFlag('dark_mode', { forceApi: true })).toBe(true)
})

test('the SDK checks permissions, roles and flags together', async () => {
  const answer = await sdk.has({
    permissions: ['read:thing1'],
    roles: ['admin'],
    featureFlags: ['dark_mode', { flag: 'dark_mode', value: true }],
    forceApi: true,
  })
  expect(answer).toBe(true)
})

import { expect, test } from 'vitest'
import { anOwnerSignedIn, PASSWORD } from '../../../test/console.ts'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { SENSITIVE, SENSITIVE_FOR_SOME } from './recent-sign-in.ts'

const server = await startServer()
const owner = await anOwnerSignedIn(server)
const operations = describeOperations((await (await server.request('/api/openapi.json')).json()) as Document)

/** Names of operations on secrets, keys of this product, the team, exports, and deletions that take everything along. */
const NAMED =
  /secret|signingkey|applicationkeys|managementclient|password|^createuseridentity$|^updatemailsettings$|^(?:create|resend|revoke|update|remove)team|^(?:update|replace|reset|add).*mfa|^export|^delete(?:user|organization|application|environment|business)$/i
const READS_NO_SECRET = ['getSigningKeys', 'getApplicationKeys', 'getApplicationSecrets']

test('every operation on secrets, keys, the team and exports is on the list (ATO-37)', () => {
  const named = operations.map(({ id }) => id).filter((id) => NAMED.test(id) && !READS_NO_SECRET.includes(id))
  expect(named.filter((id) => !SENSITIVE.has(id))).toEqual([])
})

test('ten minutes after the sign-in these operations ask for it again, and the others do not (ATO-37)', async () => {
  const application = (await owner.call('POST', '/applications', { name: 'Shop', type: 'reg' })).body.application
  const rotate = () => owner.call('POST', `/applications/${String(application.id)}/secrets/rotate`)
  await server.advance(590)
  expect((await rotate()).status).toBeLessThan(300)
  await server.advance(20)
  expect(await rotate()).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
  expect(await owner.call('GET', '/exports/users')).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
  expect(await owner.call('DELETE', `/applications/${String(application.id)}`)).toMatchObject(
    refusal(403, 'RECENT_SIGN_IN_REQUIRED'),
  )
  expect((await owner.call('GET', `/applications/${String(application.id)}`)).status).toBe(200)

  await reauthenticate()
  expect((await rotate()).status).toBeLessThan(300)
})

/** Creates an application and registers an API, and returns paths of the two. */
async function anApplicationAndApis() {
  const application = (await owner.call('POST', '/applications', { name: 'Chain', type: 'm2m' })).body.application
  const { body } = await owner.call('GET', '/apis?expand=scopes')
  const management = body.apis.find((api: { is_management_api: boolean }) => api.is_management_api)
  const audience = `https://${String(application.id)}.example`
  const own = (await owner.call('POST', '/apis', { name: 'Orders', audience })).body.api
  const scope = (await owner.call('POST', `/apis/${String(own.id)}/scopes`, { key: 'read:orders' })).body.scope
  return { id: String(application.id), management, own: String(own.id), scope: String(scope.id) }
}

async function reauthenticate() {
  await owner.browser.open('/console/sign-in?reauthenticate=true&return_to=/console')
  await owner.browser.submit('identify', { email: 'owner@example.com' })
  await owner.browser.submit('password', { password: PASSWORD })
}

test('an open session gives no application a scope of the Management API, and gives it those of other APIs (ATO-37)', async () => {
  await reauthenticate()
  const { id, management, own, scope } = await anApplicationAndApis()
  const needed = refusal(403, 'RECENT_SIGN_IN_REQUIRED')
  const grant = (api: string, key: string) => owner.call('POST', `/apis/${api}/applications/${id}/scopes/${key}`)
  const authorize = (api: string) => owner.call('PATCH', `/apis/${api}/applications`, { applications: [{ id }] })
  await server.advance(620)
  expect(await authorize(management.id)).toMatchObject(needed)
  expect(await grant(management.id, management.scopes[0].id)).toMatchObject(needed)
  expect((await authorize(own)).status).toBe(200)
  expect((await grant(own, scope)).status).toBe(200)
  await reauthenticate()
  expect((await authorize(management.id)).status).toBe(200)
  expect((await grant(management.id, management.scopes[0].id)).status).toBe(200)
})

test('an open session changes settings of an application, but not how it authenticates (ATO-37)', async () => {
  const { id } = (await owner.call('POST', '/applications', { name: 'Shop', type: 'reg' })).body.application
  const change = (body: object) => owner.call('PATCH', `/applications/${String(id)}/settings`, body)
  await server.advance(620)
  expect((await change({ is_pkce_required: true })).status).toBe(200)
  for (const body of [{ token_endpoint_auth_method: 'client_secret_basic' }, { token_endpoint_auth_method: null }]) {
    expect(await change(body)).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
  }
  expect(await change({ is_assertion_audience_strict: false })).toMatchObject(refusal(403, 'RECENT_SIGN_IN_REQUIRED'))
})

test('an open session opens no account of a user and deletes none (ATO-37)', async () => {
  const user = (await owner.call('POST', '/user', { profile: { given_name: 'Ada', family_name: 'Lovelace' } })).body
  const code = (await owner.call('POST', '/organization', { name: 'Oakmere' })).body.organization.code as string
  await server.advance(620)
  const answers = [
    await owner.call('PUT', `/users/${String(user.id)}/password`, { hashed_password: 'x' }),
    await owner.call('POST', `/users/${String(user.id)}/identities`, { type: 'email', value: 'thief@example.com' }),
    await owner.call('DELETE', `/user?id=${String(user.id)}`),
    await owner.call('DELETE', `/organization/${code}`),
  ]
  expect(answers.map(({ body }) => body.errors?.[0]?.code)).toEqual(answers.map(() => 'RECENT_SIGN_IN_REQUIRED'))
  expect((await owner.call('PATCH', `/user?id=${String(user.id)}`, { given_name: 'Augusta' })).status).toBe(200)
})

test('every operation that is sensitive for some requests exists (ATO-37)', () => {
  const ids = operations.map(({ id }) => id)
  expect([...SENSITIVE, ...SENSITIVE_FOR_SOME.keys()].filter((id) => !ids.includes(id))).toEqual([])
})

test('reading the secrets of an application is in the audit (ATO-37)', async () => {
  const application = (await owner.call('POST', '/applications', { name: 'Shop', type: 'reg' })).body.application
  expect((await owner.call('GET', `/applications/${String(application.id)}/secrets`)).status).toBe(200)
  const entries = await server.query(
    `select subject from audit_entries where action = 'getApplicationSecrets' and data ->> 'source' = 'admin'`,
  )
  expect(entries).toEqual([{ subject: application.id }])
})

import { expect, test } from 'vitest'
import {
  aFlag,
  aProperty,
  aRole,
  forget,
  giveRole,
  membershipOf,
  overrideFlag,
  setProperty,
} from '../../../../test/access.ts'
import { anApi, anApplication as register, api, authorize, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anApplication, claimsOf, exchange, postForm, refresh, signUp, type Tokens } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const path = (clientId: string) => `/applications/${clientId}/token_customization`
const wireId = (id: string) => `prop_${id.replaceAll('-', '')}`

const signedIn = await signUp(server, client, 'ada@example.com')
let tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
const member = await membershipOf(server, String(claimsOf(tokens.access_token)['sub']))
const { environmentId, businessId, organizationId, userId } = member
const role = await aRole(server, businessId, { key: 'editor', permissions: ['write:posts'] })
await giveRole(server, member, role.id)
await server.query(`update organizations set external_id = 'ext-1' where id = $1`, [organizationId])
const city = await aProperty(server, environmentId, { key: 'city', context: 'usr' })
const plan = await aProperty(server, environmentId, { key: 'plan', context: 'org' })
const empty = await aProperty(server, environmentId, { key: 'empty', context: 'org' })
const region = await aProperty(server, environmentId, { key: 'region', context: 'app' })
const secret = await aProperty(server, environmentId, { key: 'secret', context: 'usr', isPrivate: true })
await setProperty(server, environmentId, { propertyId: city, ownerId: userId, context: 'usr', value: 'Berlin' })
await setProperty(server, environmentId, { propertyId: plan, ownerId: organizationId, context: 'org', value: 'pro' })

/** Customizes the tokens, and returns the claims of the next ones. */
async function customized(body: object) {
  const answer = await calls.put(path(client.clientId), body)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  await forget(server)
  await server.query(`update users set claims_changed_at = claims_changed_at + interval '1 ms' where id = $1`, [userId])
  tokens = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  return { access: claimsOf(tokens.access_token), id: claimsOf(tokens.id_token) }
}

test('an application starts with nothing but org_codes', async () => {
  const { body } = await calls.get(path(await register(calls, { type: 'reg' })))
  const nothing = { claims: [], properties: [] }
  expect(body.token_customization).toMatchObject({
    access_token: { ...nothing, include_api_scopes_in_permissions: false },
    id_token: { claims: ['org_codes'], available_claims: ['org_codes', 'organizations'] },
    m2m_token: { ...nothing, available_claims: ['feature_flags'] },
  })
})

test.each([
  { type: 'reg', kinds: ['access_token', 'id_token', 'm2m_token'] },
  { type: 'spa', kinds: ['access_token', 'id_token'] },
  { type: 'device', kinds: ['access_token', 'id_token'] },
  { type: 'm2m', kinds: ['m2m_token'] },
])('tokens of $type applications can be customized: $kinds (P7-17)', async ({ type, kinds }) => {
  const id = await register(calls, { type })
  const { body } = await calls.get(path(id))
  const answers = await Promise.all(
    ['access_token', 'id_token', 'm2m_token'].map(async (kind) => (await calls.put(path(id), { [kind]: {} })).status),
  )
  expect(Object.keys(body.token_customization)).toEqual([...kinds, 'is_hasura_mapping_enabled'])
  expect(answers.filter((status) => status === 200)).toHaveLength(kinds.length)
})

test('an access token carries the claims that were selected (P7-10, P7-11)', async () => {
  const claims = ['org_name', 'roles', 'email', 'external_organization_id']
  const { access } = await customized({ access_token: { claims } })
  expect(access).toMatchObject({
    org_name: expect.any(String),
    roles: [{ id: role.id, key: 'editor', name: 'Role editor' }],
    email: 'ada@example.com',
    external_organization_id: 'ext-1',
    external_org_id: 'ext-1',
  })
})

test('the customization shows the selected claims, which are gone when it is replaced', async () => {
  await customized({ access_token: { claims: ['roles'], properties: [wireId(city)] } })
  const { body } = await calls.get(path(client.clientId))
  expect(body.token_customization.access_token).toMatchObject({
    claims: ['roles'],
    properties: [{ id: wireId(city), key: 'city', context: 'usr', is_private: false }],
  })
  const { access } = await customized({})
  expect([access['roles'], access['user_properties']]).toEqual([undefined, undefined])
})

test('properties that were switched on are in the token, under v, but not those without a value (P7-15, P7-16)', async () => {
  const properties = [wireId(city), wireId(plan), wireId(empty)]
  const { access, id } = await customized({ access_token: { properties }, id_token: { properties: [wireId(city)] } })
  expect(access).toMatchObject({
    user_properties: { city: { v: 'Berlin' } },
    organization_properties: { plan: { v: 'pro' } },
  })
  expect([id['user_properties'], id['organization_properties']]).toEqual([{ city: { v: 'Berlin' } }, undefined])
})

test('a property that became private leaves the tokens, and the customization says so (P7-15, U4-2)', async () => {
  const gone = await aProperty(server, environmentId, { key: 'gone', context: 'usr' })
  await setProperty(server, environmentId, { propertyId: gone, ownerId: userId, context: 'usr', value: 'x' })
  const body = { access_token: { properties: [wireId(gone)] } }
  const before = await customized(body)
  await server.query(`update properties set is_private = true where id = $1`, [gone])
  await forget(server)
  await server.query(`update users set claims_changed_at = claims_changed_at + interval '1 ms' where id = $1`, [userId])
  tokens = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  const shown = await calls.get(path(client.clientId))
  expect(before.access['user_properties']).toEqual({ gone: { v: 'x' } })
  expect(claimsOf(tokens.access_token)['user_properties']).toBeUndefined()
  expect(shown.body.token_customization.access_token.properties).toMatchObject([{ key: 'gone', is_private: true }])
})

test('organizations in the ID token keeps org_codes, which goes only where the customization leaves it out (P7-6, P7-12, P7-13, O3-10)', async () => {
  const before = await customized({})
  const { id } = await customized({ id_token: { claims: ['organizations'] } })
  const [code] = before.id['org_codes'] as string[]
  expect(id['org_codes']).toEqual([code])
  expect(id['organizations']).toEqual([{ id: code, name: expect.any(String) }])
  const strict = await customized({ id_token: { claims: ['organizations'], include_org_codes: false } })
  expect(strict.id).not.toHaveProperty('org_codes')
  expect(strict.id['organizations']).toHaveLength(1)
  expect((await calls.get(path(client.clientId))).body.token_customization.id_token.include_org_codes).toBe(false)
  expect((await customized({ id_token: {} })).id['org_codes']).toEqual([code])
  const both = { id_token: { claims: ['org_codes'], include_org_codes: false } }
  expect(await calls.put(path(client.clientId), both)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('Hasura finds the claims by its own names, in place of the plain ones (P7-18)', async () => {
  await calls.patch(`/applications/${client.clientId}/tokens`, { is_hasura_mapping_enabled: true })
  const { access, id } = await customized({
    access_token: { claims: ['org_name', 'roles'], properties: [wireId(city)] },
  })
  await calls.patch(`/applications/${client.clientId}/tokens`, { is_hasura_mapping_enabled: false })
  expect(access).toMatchObject({
    'x-hasura-permissions': ['write:posts'],
    'x-hasura-org-code': expect.stringContaining('org_'),
    'x-hasura-org-name': expect.any(String),
    'x-hasura-roles': [{ key: 'editor' }],
    'x-hasura-feature-flags': {},
    'x-hasura-user_properties': { city: { v: 'Berlin' } },
  })
  expect(['permissions', 'org_code', 'roles'].filter((name) => name in access)).toEqual([])
  expect(id['x-hasura-org-codes']).toEqual([access['x-hasura-org-code']])
})

test('scopes of APIs are among the permissions where that was chosen', async () => {
  const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs'] })
  const other = await anApplication(server)
  await authorize(calls, logs, { clientId: other.clientId })
  await calls.put(path(other.clientId), { access_token: { include_api_scopes_in_permissions: true } })
  const person = await signUp(server, other, 'scopes@example.com', { audience: logs.audience })
  const [row] = await server.query(`select user_id from identities where normalized = 'scopes@example.com'`)
  const theirs = await membershipOf(server, String(row?.['user_id']).replaceAll('-', ''))
  await giveRole(server, theirs, role.id)
  await server.query(
    `insert into membership_api_scopes
       (environment_id, organization_id, user_id, resource_server_id, scope_id, created_at)
     select environment_id, $1, $2, resource_server_id, id, now() from resource_server_scopes`,
    [theirs.organizationId, theirs.userId],
  )
  const issued = (await (await exchange(server, other, person)).json()) as Tokens
  expect(claimsOf(issued.access_token)['permissions']).toEqual(['read:logs', 'write:posts'])
})

/** Requests a token of a machine, and returns its claims. */
async function machineClaims(clientId: string, clientSecret: string, audience: string) {
  const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, audience }
  const answer = (await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens
  return claimsOf(answer.access_token)
}

test.each(['m2m', 'reg'])(
  'a machine token of %s carries flags and properties by choice (A8-4, A8-5, P7-14)',
  async (type) => {
    const { body } = await calls.post('/applications', { name: 'Machine', type })
    const { client_id: clientId, client_secret: clientSecret } = body.application
    const target = await anApi(calls, { audience: `https://${type}.example` })
    await authorize(calls, target, { clientId })
    const flag = await aFlag(server, businessId, { key: `beta_${type}`, type: 'bool', value: false })
    await overrideFlag(server, member, { flagId: flag, at: 'env', value: true })
    await overrideFlag(server, member, { flagId: flag, at: 'org', value: false })
    const ownerId = String(clientId).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    await setProperty(server, environmentId, { propertyId: region, ownerId, context: 'app', value: 'eu' })
    const before = await machineClaims(clientId, clientSecret, target.audience)
    await calls.put(path(clientId), { m2m_token: { claims: ['feature_flags'], properties: [wireId(region)] } })
    await forget(server)
    const after = await machineClaims(clientId, clientSecret, target.audience)
    expect([before['feature_flags'], before['application_properties']]).toEqual([undefined, undefined])
    expect(after['feature_flags']).toMatchObject({ [`beta_${type}`]: { t: 'b', v: true } })
    expect(after['application_properties']).toEqual({ region: { v: 'eu' } })
  },
)

test.each([
  ['an unknown claim', { access_token: { claims: ['iss'] } }, refusal(400, 'INVALID_BODY')],
  ['an unknown kind', { refresh_token: {} }, refusal(400, 'INVALID_BODY')],
  ['no list', { access_token: { claims: 7 } }, refusal(400, 'INVALID_BODY')],
  ['a claim of another kind', { access_token: { claims: ['org_codes'] } }, refusal(400, 'INVALID_BODY')],
  ['tokens that the type has not', { m2m_token: {} }, refusal(400, 'TOKEN_KIND_NOT_SUPPORTED')],
  ['a private property', { access_token: { properties: [wireId(secret)] } }, refusal(400, 'PROPERTY_PRIVATE')],
  [
    'a property of applications in ID tokens',
    { id_token: { properties: [wireId(region)] } },
    refusal(400, 'PROPERTY_NOT_SUPPORTED'),
  ],
  ['an unknown property', { access_token: { properties: [wireId(userId)] } }, refusal(404, 'PROPERTY_NOT_FOUND')],
  ['what is no property id', { access_token: { properties: ["prop_'"] } }, refusal(404, 'PROPERTY_NOT_FOUND')],
])('%s is refused and changes nothing (ATO-23)', async (_what, body, expected) => {
  await calls.put(path(client.clientId), { access_token: { claims: ['roles'] } })
  const answer = await calls.put(path(client.clientId), body)
  const { body: after } = await calls.get(path(client.clientId))
  expect(answer).toMatchObject(expected)
  expect(after.token_customization.access_token.claims).toEqual(['roles'])
})

test('the properties of another environment are unknown ones (ATO-11)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  const foreign = await register(elsewhere)
  const answer = await elsewhere.put(path(foreign), { access_token: { properties: [wireId(city)] } })
  expect(answer).toMatchObject(refusal(404, 'PROPERTY_NOT_FOUND'))
  expect(await elsewhere.get(path(client.clientId))).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
})

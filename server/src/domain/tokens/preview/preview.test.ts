import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import {
  aFlag,
  aProperty,
  aRole,
  forget,
  givePermission,
  giveRole,
  membershipOf,
  overrideFlag,
  setProperty,
} from '../../../../test/access.ts'
import { anApi, anApplication as register, api, authorize, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anApplication, claimsOf, exchange, refresh, signUp, type Tokens } from '../../../../test/oauth.ts'
import { anOrganization } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const signedIn = await signUp(server, client, 'ada@example.com')
const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
const { sub, org_code: orgCode } = claimsOf(tokens.access_token)
const member = await membershipOf(server, String(sub))
const { businessId, environmentId, userId } = member
const role = await aRole(server, businessId, { key: 'editor', permissions: ['write:posts'] })
await giveRole(server, member, role.id)
await givePermission(server, member, 'write:posts')
const wireId = (id: string) => `prop_${id.replaceAll('-', '')}`

async function preview(query: Record<string, string>, clientId = client.clientId) {
  await forget(server)
  const answer = await calls.get(`/applications/${clientId}/token_preview?${new URLSearchParams(query).toString()}`)
  return { ...answer, shown: answer.body.token_preview }
}

interface Shown {
  readonly name: string
  readonly [member: string]: unknown
}

const named = (list: readonly Shown[], name: string) => list.find((one) => one.name === name)
const ofAda = { user_id: String(sub), org_code: String(orgCode) }

test('a preview has the content of the next token', async () => {
  await calls.post(`/users/${String(sub)}/refresh_claims`)
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  const { shown } = await preview(ofAda)
  const values = Object.fromEntries(shown.claims.map(({ name, value }: Shown) => [name, value]))
  const { iat: _iat, exp: _exp, jti: _jti, auth_time: _time, amr: _amr, ...lasting } = claimsOf(next.access_token)
  expect(values).toMatchObject(lasting)
  expect(Object.keys(values).toSorted()).toEqual(Object.keys(claimsOf(next.access_token)).toSorted())
  expect(shown.size.bytes - next.access_token.length).toBeLessThan(20)
})

test('each permission and each flag has its origin', async () => {
  const flag = await aFlag(server, businessId, { key: 'theme', type: 'str', value: 'light' })
  await aFlag(server, businessId, { key: 'seats', type: 'int', value: 3 })
  await overrideFlag(server, member, { flagId: flag, at: 'org', value: 'dark' })
  const { shown } = await preview(ofAda)
  expect(named(shown.claims, 'permissions')?.['parts']).toEqual({ 'write:posts': 'given directly, role editor' })
  expect(named(shown.claims, 'feature_flags')?.['parts']).toEqual({ seats: 'default', theme: 'organization' })
})

test('a claim that is missing for lack of a scope names the scope (P7-22)', async () => {
  const { shown } = await preview({ ...ofAda, kind: 'id_token', scope: 'openid email' })
  expect(named(shown.claims, 'email')).toMatchObject({ value: 'ada@example.com', origin: 'scope email' })
  expect(named(shown.missing, 'given_name')).toEqual({
    name: 'given_name',
    reason: 'the scope profile was not asked for',
  })
  expect(named(shown.missing, 'organizations')?.['reason']).toContain('not selected')
})

test('a property that is private or has no value is listed with that reason', async () => {
  const hidden = await aProperty(server, environmentId, { key: 'hidden', context: 'usr' })
  const unset = await aProperty(server, environmentId, { key: 'unset', context: 'org' })
  await setProperty(server, environmentId, { propertyId: hidden, ownerId: userId, context: 'usr', value: 'x' })
  const properties = [wireId(hidden), wireId(unset)]
  await calls.put(`/applications/${client.clientId}/token_customization`, { access_token: { properties } })
  await server.query(`update properties set is_private = true where id = $1`, [hidden])
  const { shown } = await preview(ofAda)
  expect(named(shown.missing, 'user_properties.hidden')?.['reason']).toBe('the property is private')
  expect(named(shown.missing, 'organization_properties.unset')?.['reason']).toBe('it has no value')
})

test('scopes of APIs name who gave them, or the reason why they are missing (AS-28)', async () => {
  const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs', 'write:logs'] })
  const other = await anApplication(server)
  await authorize(calls, logs, { clientId: other.clientId })
  await server.query(
    `insert into membership_api_scopes (environment_id, organization_id, user_id, resource_server_id, scope_id, created_at)
     select environment_id, $1, $2, resource_server_id, id, now() from resource_server_scopes where key = 'read:logs'`,
    [member.organizationId, userId],
  )
  const { shown } = await preview({ ...ofAda, audience: logs.audience, scope: 'openid' }, other.clientId)
  expect(named(shown.claims, 'scp')).toMatchObject({
    value: ['openid', 'read:logs'],
    parts: { openid: 'asked for', 'read:logs': 'given directly' },
  })
  expect(named(shown.missing, 'scp.write:logs')?.['reason']).toContain('the user does not have it')
})

test('without an organization the token has none, and the preview gives the reason', async () => {
  const { shown } = await preview({ user_id: String(sub) })
  expect(named(shown.claims, 'permissions')?.['value']).toEqual([])
  expect(named(shown.missing, 'org_code')?.['reason']).toBe('signed in without an organization')
})

test('a token that is too large for cookies and headers gets a warning', async () => {
  const flag = await aFlag(server, businessId, { key: 'large', type: 'str', value: 'x'.repeat(8_000) })
  const { shown } = await preview(ofAda)
  await server.query(`update feature_flags set deleted_at = now() where id = $1`, [flag])
  const small = await preview(ofAda)
  expect(shown.size.warnings.map(({ code }: { code: string }) => code)).toEqual(['COOKIE_LIMIT', 'HEADER_LIMIT'])
  expect(small.shown.size.warnings).toEqual([])
})

test('the token of a machine is previewed without a user', async () => {
  const clientId = await register(calls, { type: 'm2m' })
  const target = await anApi(calls, { audience: 'https://machines.example', keys: ['run'] })
  await authorize(calls, target, { clientId, keys: ['run'] })
  const { shown } = await preview({ kind: 'm2m_token', audience: target.audience }, clientId)
  expect(named(shown.claims, 'sub')?.['value']).toBe(clientId)
  expect(named(shown.claims, 'scp')?.['value']).toEqual(['run'])
  expect(named(shown.missing, 'feature_flags')?.['reason']).toContain('not selected')
})

test('a customization is previewed before it is saved, and stays unsaved (P7-10, P7-15)', async () => {
  const city = await aProperty(server, environmentId, { key: 'city', context: 'usr' })
  await setProperty(server, environmentId, { propertyId: city, ownerId: userId, context: 'usr', value: 'Berlin' })
  const clientId = await register(calls, { type: 'reg' })
  const path = `/applications/${clientId}/token_customization`
  await calls.put(path, { access_token: { claims: ['org_name'] } })
  const saved = (await calls.get(path)).body
  const draft = await preview({ ...ofAda, claims: 'roles email', properties: wireId(city) }, clientId)
  expect(named(draft.shown.claims, 'roles')?.['value']).toMatchObject([{ key: 'editor' }])
  expect(named(draft.shown.claims, 'email')?.['value']).toBe('ada@example.com')
  expect(named(draft.shown.claims, 'user_properties')?.['value']).toEqual({ city: { v: 'Berlin' } })
  expect(named(draft.shown.claims, 'org_name')).toBeUndefined()
  const unchanged = await preview(ofAda, clientId)
  expect(named(unchanged.shown.claims, 'org_name')).toBeDefined()
  expect(named(unchanged.shown.claims, 'roles')).toBeUndefined()
  const none = await preview({ ...ofAda, claims: '' }, clientId)
  expect(named(none.shown.claims, 'org_name')).toBeUndefined()
  expect((await calls.get(path)).body).toEqual(saved)
})

test('a draft leaves org_codes out of ID tokens, and takes the names of Hasura (P7-6, P7-18)', async () => {
  const id = { ...ofAda, kind: 'id_token' }
  const without = await preview({ ...id, claims: 'organizations', include_org_codes: 'false' })
  expect(named(without.shown.claims, 'org_codes')).toBeUndefined()
  expect(named(without.shown.claims, 'organizations')).toBeDefined()
  const kept = await preview({ ...id, claims: 'organizations', include_org_codes: 'true' })
  expect(named(kept.shown.claims, 'org_codes')).toBeDefined()
  const hasura = await preview({ ...ofAda, is_hasura_mapping_enabled: 'true' })
  expect(named(hasura.shown.claims, 'x-hasura-org-code')).toBeDefined()
})

test.each([
  ['an unknown claim', { claims: 'iss' }, refusal(400, 'TOKEN_CLAIM_NOT_SUPPORTED')],
  ['a claim of another kind', { claims: 'feature_flags' }, refusal(400, 'TOKEN_CLAIM_NOT_SUPPORTED')],
  ['an unknown property', { properties: wireId(userId) }, refusal(404, 'PROPERTY_NOT_FOUND')],
  ['text that is no property id', { properties: "prop_'" }, refusal(404, 'PROPERTY_NOT_FOUND')],
])('a draft with %s is refused', async (_what, query, expected) => {
  expect(await preview({ ...ofAda, ...query })).toMatchObject(expected)
})

test('a draft shows neither private properties nor those of another environment (ATO-11)', async () => {
  const hidden = await aProperty(server, environmentId, { key: 'salary', context: 'usr', isPrivate: true })
  await setProperty(server, environmentId, { propertyId: hidden, ownerId: userId, context: 'usr', value: '7' })
  expect(await preview({ ...ofAda, properties: wireId(hidden) })).toMatchObject(refusal(400, 'PROPERTY_PRIVATE'))
  const elsewhere = await api(server, { origin: PRODUCTION })
  const foreign = await register(elsewhere, { type: 'm2m' })
  const query = `kind=m2m_token&properties=${wireId(hidden)}`
  expect(await elsewhere.get(`/applications/${foreign}/token_preview?${query}`)).toMatchObject(
    refusal(404, 'PROPERTY_NOT_FOUND'),
  )
})

test('nothing is issued by a preview', async () => {
  const count = `select count(*)::int as count from access_tokens where grant_id is not null`
  const [before] = await server.query(count)
  await preview(ofAda)
  expect(await server.query(count)).toEqual([before])
})

test.each([
  ['no user', {}, refusal(400, 'USER_REQUIRED')],
  ['a user nobody has', { user_id: `kp_${'0'.repeat(32)}` }, refusal(404, 'USER_NOT_FOUND')],
  ['no user id', { user_id: 'ada' }, refusal(404, 'USER_NOT_FOUND')],
  ['an unknown organization', { ...ofAda, org_code: 'org_00000000000' }, refusal(404, 'ORGANIZATION_NOT_FOUND')],
  ['an API it may not ask for', { ...ofAda, audience: 'https://x.example' }, refusal(400, 'AUDIENCE_NOT_AUTHORIZED')],
  ['the Management API', { ...ofAda, audience: `${server.origin}/api` }, refusal(400, 'AUDIENCE_NOT_AUTHORIZED')],
  ['tokens the type has not', { kind: 'm2m_token' }, refusal(400, 'TOKEN_KIND_NOT_SUPPORTED')],
  ['an unknown kind', { ...ofAda, kind: 'refresh_token' }, refusal(400, 'INVALID_PARAMETER')],
])('%s is refused', async (_what, query, expected) => {
  expect(await preview(query)).toMatchObject(expected)
})

test('an organization that the user is not in is refused', async () => {
  await server.query(
    `insert into organizations (environment_id, id, code, name, created_at)
     values ($1, gen_random_uuid(), 'org_0123456789b', 'Other', now())`,
    [environmentId],
  )
  expect(await preview({ ...ofAda, org_code: 'org_0123456789b' })).toMatchObject(refusal(400, 'NOT_A_MEMBER'))
})

test('users and applications of another environment are unknown (ATO-11)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  const foreign = await register(elsewhere)
  expect(await elsewhere.get(`/applications/${foreign}/token_preview?user_id=${String(sub)}`)).toMatchObject(
    refusal(404, 'USER_NOT_FOUND'),
  )
  expect(await elsewhere.post(`/users/${String(sub)}/refresh_claims`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test('claims that are refreshed are in the next token, although the old one has not expired (P3-9, P3-10)', async () => {
  const person = await signUp(server, client, 'late@example.com')
  const first = (await (await exchange(server, client, person)).json()) as Tokens
  const theirs = String(claimsOf(first.access_token)['sub'])
  await aFlag(server, businessId, { key: 'added_later', type: 'bool', value: true })
  await forget(server)
  const unchanged = (await (await refresh(server, client, first.refresh_token)).json()) as Tokens
  await calls.post(`/users/${theirs}/refresh_claims`)
  const changed = (await (await refresh(server, client, unchanged.refresh_token)).json()) as Tokens
  expect(unchanged.access_token).toBe(first.access_token)
  expect(claimsOf(changed.access_token)['feature_flags']).toHaveProperty('added_later')
})

test('the claims of an unknown user cannot be refreshed', async () => {
  expect(await calls.post(`/users/kp_${'0'.repeat(32)}/refresh_claims`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test.each(['read:organization_user_permissions', 'read:user_properties', 'read:users'])(
  'a preview is no way around the scope %s (ATO-24)',
  async (scope) => {
    const caller = await api(server, { scopes: MANAGEMENT_SCOPES.filter((one) => one !== scope) })
    const query = new URLSearchParams(ofAda).toString()
    const answer = await caller.get(`/applications/${client.clientId}/token_preview?${query}`)
    expect(answer).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
    expect(answer.body.errors[0].message).toContain(scope)
  },
)

test('a preview tells no memberships to a caller who may not read organizations (ATO-11, ATO-24)', async () => {
  const caller = await api(server, { scopes: ['read:users'] })
  const elsewhere = await anOrganization(calls)
  const answers = await Promise.all(
    [String(orgCode), elsewhere, 'org_00000000000'].map((org_code) => {
      const query = new URLSearchParams({ ...ofAda, org_code }).toString()
      return caller.get(`/applications/${client.clientId}/token_preview?${query}`)
    }),
  )
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
})

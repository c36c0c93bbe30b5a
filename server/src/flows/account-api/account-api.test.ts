import { expect, test } from 'vitest'
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
} from '../../../test/access.ts'
import { askAccount } from '../../../test/account.ts'
import { managementToken, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, claimsOf, exchange, postForm, signUp, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const ORIGIN = new URL(client.redirectUri).origin

let people = 0
async function someone(more: Record<string, string> = {}) {
  people += 1
  const signedIn = await signUp(server, client, `person${String(people)}@example.com`, more)
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  return { tokens, member: await membershipOf(server, String(claimsOf(tokens.access_token)['sub'])) }
}

function ask(token: string | undefined, path: string, init: RequestInit = {}) {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...init.headers }
  return askAccount(server, `/account_api/v1${path}`, { ...init, headers })
}

const ada = await someone()
const token = ada.tokens.access_token
const orgCode = claimsOf(token)['org_code']
const { businessId, environmentId, userId } = ada.member
const editor = await aRole(server, businessId, { key: 'editor', permissions: ['read:posts', 'write:posts'] })
await giveRole(server, ada.member, editor.id)
await givePermission(server, ada.member, 'read:posts')
const wire = (prefix: string, id: string) => prefix + id.replaceAll('-', '')

test('permissions are those of this moment, whatever the token says, each once (P3-11)', async () => {
  const { body } = await ask(token, '/permissions')
  expect(claimsOf(token)['permissions']).toEqual([])
  expect(body.data.org_code).toBe(orgCode)
  expect(body.data.permissions).toEqual(
    expect.arrayContaining([
      { id: expect.stringMatching(/^perm_[0-9a-f]{32}$/), key: 'read:posts', name: 'read:posts' },
      { id: expect.stringMatching(/^perm_[0-9a-f]{32}$/), key: 'write:posts', name: 'write:posts' },
    ]),
  )
})

test('lists are read page by page with what the page before said', async () => {
  const person = await someone()
  const keys = Array.from({ length: 23 }, (_, index) => `page:${String(index)}`)
  const role = await aRole(server, businessId, { key: 'pages', permissions: keys })
  await giveRole(server, person.member, role.id)
  const first = await ask(person.tokens.access_token, '/permissions')
  const second = await ask(
    person.tokens.access_token,
    `/permissions?starting_after=${first.body.metadata.next_page_starting_after}`,
  )
  const third = await ask(
    person.tokens.access_token,
    `/permissions?starting_after=${second.body.metadata.next_page_starting_after}`,
  )
  const pages = [first, second, third].map(({ body }) => body)
  const seen = new Set(pages.flatMap(({ data }) => data.permissions.map(({ key }: { key: string }) => key)))
  expect(pages.map(({ data }) => data.permissions.length)).toEqual([10, 10, 3])
  expect(pages.map(({ metadata }) => metadata.has_more)).toEqual([true, true, false])
  expect(seen).toEqual(new Set(keys))
})

test.each([
  ['page_size=0', 400],
  ['page_size=501', 400],
  ['page_size=ten', 400],
  ['page_size=', 200],
  ['page_size=500', 200],
  ['starting_after=', 200],
  ['starting_after=perm_0', 200],
  ['starting_after=%00', 400],
])('%s is answered with %i', async (query, status) => {
  expect((await ask(token, `/permissions?${query}`)).status).toBe(status)
})

test('one permission is granted or not, in the words of the SDKs', async () => {
  const granted = await ask(token, '/permission/write:posts')
  const other = await ask(token, '/permission/delete%3Aposts')
  expect(granted.body).toMatchObject({
    permissionKey: 'write:posts',
    orgCode,
    isGranted: true,
    data: { key: 'write:posts' },
  })
  expect(other.body).toEqual({ permissionKey: 'delete:posts', orgCode, isGranted: false })
})

test('roles are listed with their organization', async () => {
  const { body } = await ask(token, '/roles')
  expect(body).toEqual({
    data: { org_code: orgCode, roles: [{ id: wire('role_', editor.id), key: 'editor', name: 'Role editor' }] },
    metadata: { has_more: false, next_page_starting_after: wire('role_', editor.id) },
  })
})

test('feature flags are listed with what holds for the user', async () => {
  const theme = await aFlag(server, businessId, { key: 'theme', type: 'str', value: 'light' })
  await aFlag(server, businessId, { key: 'limits', type: 'json', value: { seats: 3 } })
  await overrideFlag(server, ada.member, { flagId: theme, at: 'usr', value: 'dark' })
  await forget(server)
  const { body } = await ask(token, '/feature_flags')
  const one = await ask(token, '/feature_flags/limits')
  expect(body.data.feature_flags).toContainEqual({
    id: wire('flag_', theme),
    name: 'theme',
    key: 'theme',
    type: 'string',
    value: 'dark',
  })
  expect(one.body.data).toMatchObject({ type: 'json', value: { seats: 3 } })
})

test('all feature flags are on one page unless a size is sent, and how it goes on is said where it is asked for', async () => {
  const person = await someone()
  for (const key of Array.from({ length: 12 }, (_, index) => `many_${String(index)}`))
    await aFlag(server, businessId, { key, type: 'bool', value: true })
  await forget(server)
  const flags = (query: string) => ask(person.tokens.access_token, `/feature_flags${query}`)
  const [all, first] = [await flags(''), await flags('?page_size=5&expand=metadata')]
  const last = first.body.data.feature_flags.at(-1).id
  expect(all.body.data.feature_flags.length).toBeGreaterThan(12)
  expect(first.body.metadata).toEqual({ has_more: true, next_page_starting_after: last })
  const rest = await flags(`?page_size=&starting_after=${last}`)
  expect([...first.body.data.feature_flags, ...rest.body.data.feature_flags]).toEqual(all.body.data.feature_flags)
})

test('a flag that nobody defined is not found', async () => {
  expect(await ask(token, '/feature_flags/nothing')).toMatchObject(refusal(404, 'FEATURE_FLAG_NOT_FOUND'))
})

test('properties are listed where they are public and have a value', async () => {
  const city = await aProperty(server, environmentId, { key: 'city', context: 'usr' })
  const hidden = await aProperty(server, environmentId, { key: 'hidden', context: 'usr', isPrivate: true })
  await aProperty(server, environmentId, { key: 'unset', context: 'usr' })
  await setProperty(server, environmentId, { propertyId: city, ownerId: userId, context: 'usr', value: 'Berlin' })
  await setProperty(server, environmentId, { propertyId: hidden, ownerId: userId, context: 'usr', value: 'x' })
  const { body } = await ask(token, '/properties')
  expect(body.data.properties).toEqual([{ id: wire('prop_', city), key: 'city', name: 'city', value: 'Berlin' }])
})

test('the organizations, the current one and the profile are where SDKs look for them', async () => {
  const organization = { id: orgCode, code: orgCode, name: expect.any(String) }
  const [all, current, profile] = await Promise.all(
    ['/user_organizations', '/current_organization', '/user_profile'].map((path) => ask(token, path)),
  )
  expect(all?.body).toEqual({ data: [organization], metadata: { has_more: false, next_page_starting_after: orgCode } })
  expect(current?.body).toEqual({ data: organization })
  expect(profile?.body.data).toMatchObject({
    id: claimsOf(token)['sub'],
    email: 'person1@example.com',
    given_name: 'Ada',
  })
})

test('the profile says what the scopes of the token let in (AS-28)', async () => {
  const person = await someone({ scope: 'openid' })
  const { body } = await ask(person.tokens.access_token, '/user_profile')
  expect(body.data).toMatchObject({ email: null, given_name: null, picture: null })
})

test('without an organization there are no roles and permissions', async () => {
  const person = await someone()
  await server.query(`update grants set organization_id = null where user_id = $1`, [person.member.userId])
  await giveRole(server, person.member, editor.id)
  const answers = await Promise.all(
    ['/permissions', '/roles', '/current_organization'].map((path) => ask(person.tokens.access_token, path)),
  )
  expect(answers[0]?.body.data).toEqual({ permissions: [] })
  expect(answers[1]?.body.data).toEqual({ roles: [] })
  expect(answers[2]?.body).toEqual({ data: null })
})

const PATHS = [
  '/permissions',
  '/permission/a',
  '/roles',
  '/feature_flags',
  '/feature_flags/a',
  '/properties',
  '/user_organizations',
  '/current_organization',
  '/user_profile',
  '/nothing',
]

test.each(PATHS)('%s is answered to nobody without a token, and nothing else is looked at', async (path) => {
  const answer = await ask(undefined, `${path}?page_size=nonsense`)
  expect(answer).toMatchObject(refusal(401, 'TOKEN_REQUIRED'))
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
})

test.each([
  ['an ID token (AS-42)', () => Promise.resolve(ada.tokens.id_token)],
  ['a token of a machine', () => managementToken(server)],
  ['garbage', () => Promise.resolve('a.b.c')],
  ['a token that was revoked', revoked],
  ['a token of a user who was suspended', suspended],
  ['a token of a user who left the organization', left],
])('%s is not accepted', async (_what, make) => {
  expect(await ask(await make(), '/permissions')).toMatchObject(refusal(401, 'INVALID_TOKEN'))
})

async function revoked() {
  const { access_token: own } = (await someone()).tokens
  await postForm(server, '/oauth2/revoke', { token: own, client_id: client.clientId })
  return own
}

async function suspended() {
  const person = await someone()
  await server.query(`update users set is_suspended = true where id = $1`, [person.member.userId])
  return person.tokens.access_token
}

async function left() {
  const person = await someone()
  await server.query(`delete from memberships where user_id = $1`, [person.member.userId])
  return person.tokens.access_token
}

test('a token of another environment is nobody’s here (AS-46)', async () => {
  const response = await server.request(`${PRODUCTION}/account_api/v1/roles`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.status).toBe(401)
})

test('pages of registered origins read answers and refusals; other origins get no CORS (AS-31)', async () => {
  const preflight = await server.request('/account_api/v1/roles', { method: 'OPTIONS', headers: { origin: ORIGIN } })
  const refused = await ask(undefined, '/roles', { headers: { origin: ORIGIN } })
  const foreign = await ask(token, '/roles', { headers: { origin: 'https://evil.example' } })
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Kinde-SDK')
  expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
})

test('nothing but GET is possible', async () => {
  const answer = await ask(token, '/roles', { method: 'POST' })
  expect(answer).toMatchObject(refusal(405, 'METHOD_NOT_ALLOWED'))
  expect((await ask(token, '/nothing')).body).toEqual({
    errors: { code: 'ROUTE_NOT_FOUND', message: expect.any(String) },
  })
})

test('every operation is in the document', async () => {
  const document = (await (await server.request('/account_api/openapi.json')).json()) as { paths: object }
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [
      ...['permissions', 'permission/{key}', 'roles', 'feature_flags', 'feature_flags/{key}', 'properties'],
      ...['user_organizations', 'current_organization', 'user_profile'],
    ]
      .map((path) => `/account_api/v1/${path}`)
      .toSorted(),
  )
})

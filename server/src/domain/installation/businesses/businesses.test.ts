import { expect, test } from 'vitest'
import { watchChanges } from '../../../../test/contract/changes.ts'
import { api, aPermission, aRole, CONTROL, managementToken, PRODUCTION, refusal } from '../../../../test/management.ts'
import { aMember, aMemberSignedIn } from '../../../../test/team.ts'
import { startServer } from '../../../../test/server.ts'
import { removeEnvironments } from '#domain/retention'

const server = await startServer()
const calls = await api(server, { origin: CONTROL })
const changes = await watchChanges(server)

interface CreatedBusiness {
  readonly code: string
  readonly environments: readonly { readonly code: string; readonly origin: string }[]
}

let made = 0
async function aBusiness(): Promise<CreatedBusiness & { readonly development: string; readonly production: string }> {
  const label = `business-${String(++made)}`
  const { body } = await calls.post('/businesses', { name: label, host_label: label })
  const business: CreatedBusiness = body.business
  const originOf = (code: string) => business.environments.find((one) => one.code === code)?.origin ?? ''
  return { ...business, development: originOf('development'), production: originOf('production') }
}

const listed = async () => (await calls.get('/businesses?page_size=500')).body.businesses
const find = async (label: string) => (await listed()).find((one: { host_label: string }) => one.host_label === label)
const statusAt = async (origin: string) => (await server.request(`${origin}/.well-known/jwks`)).status

test('the first start makes an application for businesses, and no more, and writes it into first-run.json', async () => {
  const {
    client_id: id,
    client_secret: secret,
    audience,
    token_endpoint: endpoint,
  } = server.firstRun.installation ?? {}
  const body = new URLSearchParams({ grant_type: 'client_credentials', audience: audience ?? '' })
  const authorization = `Basic ${Buffer.from(`${String(id)}:${String(secret)}`).toString('base64')}`
  const answer = await server.request(endpoint ?? '', { method: 'POST', body, headers: { authorization } })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const operator = await api(server, { origin: CONTROL, token })
  expect((await operator.get('/businesses')).body.businesses).toHaveLength(2)
  expect(await operator.get('/users')).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('the list has the business of the product and the one that administers the installation', async () => {
  expect(await find('my-business')).toMatchObject({
    is_installation: false,
    environments: [
      { code: 'development', is_production: false, origin: server.origin },
      { code: 'production', is_production: true, origin: PRODUCTION },
    ],
  })
  expect(await find('admin')).toMatchObject({ is_installation: true, environments: [{ origin: CONTROL }] })
})

test('the list is read in pages', async () => {
  const first = await calls.get('/businesses?page_size=1')
  const second = await calls.get(`/businesses?page_size=1&next_token=${String(first.body.next_token)}`)
  const labels = [first, second].map(({ body }) => body.businesses.map((one: CreatedBusiness) => one.code))
  expect(new Set(labels.flat()).size).toBe(2)
})

test.each([
  ['production', PRODUCTION],
  ['development', server.origin],
])('an application of %s may not, whatever its scopes', async (_name, origin) => {
  const other = await api(server, { origin })
  await changes()
  const refused = refusal(403, 'CONTROL_ENVIRONMENT_ONLY')
  const path = '/businesses/bus_00000000000'
  const answers = [
    await other.get('/businesses'),
    await other.post('/businesses', { name: 'Theirs', host_label: 'theirs' }),
    await other.patch(path, { name: 'Theirs' }),
    await other.delete(path),
  ]
  expect(answers).toMatchObject([refused, refused, refused, refused])
  expect(await changes()).toEqual([])
})

test('a business is added by name and host label, with production and development at addresses of their own (T1-3, T1-5)', async () => {
  const { status, body } = await calls.post('/businesses', { name: 'Acme', host_label: 'acme' })
  const origins = body.business.environments.map((one: { origin: string }) => one.origin)
  expect([status, origins]).toEqual([201, ['http://acme-development.localhost:3000', 'http://acme.localhost:3000']])
  expect(await Promise.all(origins.map(statusAt))).toEqual([200, 200])
  expect(await find('acme')).toEqual(body.business)
})

test('each environment of a new business has keys, a default organization and built-in properties (T1-5)', async () => {
  const { development, production } = await aBusiness()
  for (const origin of [development, production]) {
    const there = await api(server, { origin })
    const { keys } = (await (await server.request(`${origin}/.well-known/jwks`)).json()) as { keys: unknown[] }
    const { properties } = (await there.get('/properties?page_size=50')).body
    const { organizations } = (await there.get('/organizations')).body
    expect(organizations).toMatchObject([{ is_default: true }])
    expect([keys.length, properties.length > 0]).toEqual([1, true])
  }
})

test.each([
  ['no name', { host_label: 'a' }, 400, 'INVALID_BODY'],
  ['no host label', { name: 'A' }, 400, 'INVALID_BODY'],
  ['a host label that is no part of a host', { name: 'A', host_label: 'A.b' }, 400, 'INVALID_BODY'],
  ['the host label of another', { name: 'A', host_label: 'my-business' }, 409, 'BUSINESS_HOST_TAKEN'],
  ['that of the console', { name: 'A', host_label: 'admin' }, 409, 'BUSINESS_HOST_TAKEN'],
  [
    'an address that the one at the root has elsewhere',
    { name: 'A', host_label: 'my-business-development' },
    409,
    'BUSINESS_HOST_TAKEN',
  ],
])('a business with %s is refused and leaves nothing (ATO-23)', async (_name, body, status, code) => {
  await changes()
  expect(await calls.post('/businesses', body)).toMatchObject(refusal(status, code))
  expect(await changes()).toEqual([])
})

test('an environment cannot take the address that the one at the root has elsewhere', async () => {
  await calls.post('/businesses', { name: 'My', host_label: 'my' })
  const my = await api(server, { origin: 'http://my.localhost:3000' })
  await changes()
  const refused = await my.post('/environments', { name: 'A', code: 'business-development' })
  expect(refused).toMatchObject(refusal(409, 'ENVIRONMENT_ADDRESS_TAKEN'))
  expect(await changes()).toEqual([])
})

test('a business is renamed; another host label is refused with the reason, and changes nothing (T1-3)', async () => {
  const { code } = await aBusiness()
  await calls.patch(`/businesses/${code}`, { name: 'Renamed' })
  await changes()
  const refused = await calls.patch(`/businesses/${code}`, { name: 'Again', host_label: 'elsewhere' })
  expect(refused).toMatchObject(refusal(409, 'HOST_LABEL_FIXED'))
  expect(refused.body.errors[0].message).toContain('cannot be changed')
  expect([await changes(), (await find(`business-${String(made)}`)).name]).toEqual([[], 'Renamed'])
})

test('users, organizations, roles and flags of a business are invisible in another (T1-1)', async () => {
  const [here, there] = [await aBusiness(), await aBusiness()]
  const [own, other] = await Promise.all([here, there].map(({ development: origin }) => api(server, { origin })))
  if (!own || !other) throw new Error('no calls')
  await own.post('/user', { identities: [{ type: 'email', details: { email: 'ada@example.com' } }] })
  await own.post('/organization', { name: 'Theirs' })
  await aRole(own, 'librarian', { permissions: [await aPermission(own, 'read:books')] })
  await own.post('/feature_flags', { name: 'Dark', key: 'dark', type: 'bool', default_value: 'true' })
  const seen = async (those: typeof own) => {
    const [users, organizations, roles] = [
      (await those.get('/users')).body.users,
      (await those.get('/organizations')).body.organizations,
      (await those.get('/roles')).body.roles,
    ]
    const flags = await those.delete('/feature_flags/dark')
    return [users?.length ?? 0, organizations.length, roles?.length ?? 0, flags.status]
  }
  expect(await seen(other)).toEqual([0, 1, 0, 404])
  expect(await seen(own)).toEqual([1, 2, 1, 200])
})

test('a token of one business is nobody’s in another (T1-1, ATO-11)', async () => {
  const [here, there] = [await aBusiness(), await aBusiness()]
  const token = await managementToken(server, { origin: here.production })
  const answer = await (await api(server, { origin: there.production, token })).get('/business')
  expect(answer).toMatchObject(refusal(401, 'INVALID_TOKEN'))
})

test('T1-7 the business that administers the installation cannot be deleted', async () => {
  const { code } = await find('admin')
  await changes()
  const refused = await calls.delete(`/businesses/${code}?confirm=${code}`)
  expect(refused).toMatchObject(refusal(409, 'INSTALLATION_BUSINESS'))
  expect(await changes()).toEqual([])
})

test.each(['', '?confirm=yes'])(
  'without its code as confirmation (%j) is said what would be lost, and nothing is',
  async (query) => {
    const { code } = await aBusiness()
    await changes()
    const refused = await calls.delete(`/businesses/${code}${query}`)
    expect(refused).toMatchObject(refusal(409, 'CONFIRMATION_REQUIRED'))
    expect(refused.body.errors[0].message).toContain('environments (2), users (0), organizations (2), applications (2)')
    expect(await changes()).toEqual([])
  },
)

test('a deleted business answers nowhere, and its tokens are nobody’s (T1-7)', async () => {
  const { code, development, production } = await aBusiness()
  const token = await managementToken(server, { origin: production })
  await calls.delete(`/businesses/${code}?confirm=${code}`)
  const answer = await server.request('/api/v1/environment', { headers: { authorization: `Bearer ${token}` } })
  expect([await statusAt(development), await statusAt(production), answer.status]).toEqual([421, 421, 401])
  expect(await calls.delete(`/businesses/${code}?confirm=${code}`)).toMatchObject(refusal(404, 'BUSINESS_NOT_FOUND'))
})

test('a job removes what a deleted business held, and its host label can be used again', async () => {
  const { code, development } = await aBusiness()
  const label = `business-${String(made)}`
  const there = await api(server, { origin: development })
  const permission = await aPermission(there, 'read:books')
  await aRole(there, 'librarian', { permissions: [permission], assignment_permission_id: permission })
  await calls.delete(`/businesses/${code}?confirm=${code}`)
  const again = { name: 'Again', host_label: label }
  expect(await calls.post('/businesses', again)).toMatchObject(refusal(409, 'BUSINESS_HOST_TAKEN'))
  await removeEnvironments(server.opened.services)
  expect(await server.query('select from businesses where deleted_at is not null')).toEqual([])
  expect(await calls.post('/businesses', again)).toMatchObject({ status: 201 })
})

test('an environment that was added while its business was deleted goes with it', async () => {
  const { code } = await aBusiness()
  await calls.delete(`/businesses/${code}?confirm=${code}`)
  await server.query(
    'update environments set deleted_at = null where business_id = (select id from businesses where code = $1)',
    [code],
  )
  await removeEnvironments(server.opened.services)
  expect(await server.query('select from businesses where code = $1', [code])).toEqual([])
})

test('the list counts what each environment holds where that is asked for', async () => {
  const { code } = await aBusiness()
  const { businesses } = (await calls.get('/businesses?page_size=500&expand=contents')).body
  const contents = { users: 0, organizations: 1, applications: 1 }
  expect(businesses.find((one: { code: string }) => one.code === code).environments).toMatchObject([
    { code: 'development', contents },
    { code: 'production', contents },
  ])
  expect((await find(`business-${String(made)}`)).environments[0]).not.toHaveProperty('contents')
})

test('the team of a deleted business and the invitations to it end at once (T1-7, ATO-15)', async () => {
  const { code, development } = await aBusiness()
  const leader = await aMemberSignedIn(server, 'leader@example.com', 'owner', development)
  await aMember(server, 'helper@example.com', 'engineer', development)
  await aMember(server, 'elsewhere@example.com', 'engineer')
  const where = { business: `business-${String(made)}` }
  const invited = await leader.call('POST', '/team/invitations', { email: 'new@example.com', role: 'engineer' }, where)
  expect(invited.status).toBe(201)
  const before = await leader.session()
  expect((await calls.delete(`/businesses/${code}?confirm=${code}`)).status).toBe(200)
  const [{ members, invitations } = {}] = await server.query(
    `select (select count(*)::int from team_members where managed_business = b.id) as members,
      (select count(*)::int from invitations where target = b.id) as invitations from businesses b where b.code = $1`,
    [code],
  )
  expect([members, invitations]).toEqual([0, 0])
  expect(await leader.ask('GET', '/console/session')).toMatchObject(refusal(403, 'NOT_ON_A_TEAM'))
  const path = `/console/environments/${before.installation_environment_id ?? ''}/api/v1/businesses/${code}`
  expect(await leader.ask('DELETE', `${path}?confirm=${code}`)).toMatchObject(refusal(404, 'ENVIRONMENT_NOT_FOUND'))
  expect(await server.query('select from team_members')).toHaveLength(1)
  await removeEnvironments(server.opened.services)
  expect(await server.query('select from businesses where code = $1', [code])).toEqual([])
})

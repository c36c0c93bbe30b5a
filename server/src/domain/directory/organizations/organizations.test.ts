import { expect, test } from 'vitest'
import { api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anOrganization, aUser, defaultOrganization } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const elsewhere = await api(server, { origin: PRODUCTION })
const ok = { status: 200, body: { code: 'OK', message: 'Success' } }

const read = async (code: string) => (await calls.get(`/organization?code=${code}`)).body
const eventsOf = async (code: string) =>
  (await server.query('select type, data from events where subject = $1 order by id', [code])) as unknown[]

test('an organization has a code of its own and no settings at first (O1-3)', async () => {
  const code = await anOrganization(calls, { name: 'Plain', external_id: 'a-1' })
  expect(code).toMatch(/^org_[0-9a-f]{11}$/)
  expect(await read(code)).toMatchObject({
    code,
    name: 'Plain',
    external_id: 'a-1',
    handle: null,
    is_default: false,
    is_auto_membership_enabled: false,
    is_suspended: false,
    allowed_domains: [],
    button_color: null,
    theme_code: 'user_preference',
    color_scheme: 'light dark',
  })
})

test('an organization has events when it is created, changed and deleted', async () => {
  const code = await anOrganization(calls, { name: 'Told', handle: 'told', external_id: 't-1' })
  await calls.patch(`/organization/${code}`, { name: 'Told anew', is_auto_membership_enabled: true })
  await calls.delete(`/organization/${code}`)
  const told = { code, name: 'Told', handle: 'told', external_id: 't-1' }
  expect(await eventsOf(code)).toEqual([
    { type: 'organization.created', data: { organization: told } },
    {
      type: 'organization.updated',
      data: { organization: { ...told, name: 'Told anew', is_allow_registrations: true } },
    },
    { type: 'organization.deleted', data: { organization: { code } } },
  ])
})

test('the name changes, that of the default organization too, the code stays (O1-2)', async () => {
  const code = await defaultOrganization(calls)
  expect(await calls.patch(`/organization/${code}`, { name: 'Everybody' })).toMatchObject(ok)
  expect(await read(code)).toMatchObject({ code, name: 'Everybody', is_default: true })
})

test('the older name of auto membership is accepted and returned', async () => {
  const code = await anOrganization(calls, { is_allow_registrations: true })
  expect(await read(code)).toMatchObject({ is_allow_registrations: true, is_auto_membership_enabled: true })
})

test('an organization is created with its overrides of feature flags, or not at all', async () => {
  await calls.post('/feature_flags', {
    name: 'beta',
    key: 'beta',
    type: 'bool',
    default_value: 'false',
    allow_override_level: 'org',
  })
  const code = await anOrganization(calls, { name: 'Flagged', feature_flags: { beta: true } })
  const refused = await calls.post('/organization', { name: 'Unflagged', feature_flags: { nothing: true } })
  const { feature_flags: flags } = (await calls.get(`/organizations/${code}/feature_flags`)).body
  expect([flags.beta.value, refused.status]).toEqual(['true', 404])
  expect(await server.query(`select from organizations where name = 'Unflagged'`)).toEqual([])
})

test.each([
  ['#fff', { raw: '#fff', hex: '#ffffff', hsl: 'hsl(0, 0%, 100%)' }],
  ['#2F5D50', { raw: '#2F5D50', hex: '#2f5d50', hsl: 'hsl(163, 33%, 27%)' }],
  ['rgb(47, 93, 80)', { raw: 'rgb(47, 93, 80)', hex: '#2f5d50', hsl: 'hsl(163, 33%, 27%)' }],
  ['hsl(210, 50%, 40%)', { raw: 'hsl(210, 50%, 40%)', hex: '#336699', hsl: 'hsl(210, 50%, 40%)' }],
])('the colour %s is shown in every notation', async (colour, shown) => {
  const code = await anOrganization(calls, { button_color: colour })
  expect((await read(code)).button_color).toEqual(shown)
})

test('an organization has the look of its environment until it sets its own (O1-14)', async () => {
  const code = await anOrganization(calls, { link_color: '#123456', theme_code: 'dark' })
  await calls.patch(`/organization/${code}`, { link_color: null, theme_code: null })
  expect(await read(code)).toMatchObject({ link_color: null, theme_code: 'user_preference' })
})

test('the theme "light dark", which the organization shows as its colour scheme, is that of the reader', async () => {
  const code = await anOrganization(calls, { theme_code: 'light dark' })
  expect(await read(code)).toMatchObject({ theme_code: 'user_preference', color_scheme: 'light dark' })
  await calls.patch(`/organization/${code}`, { theme_code: 'dark' })
  expect((await calls.patch(`/organization/${code}`, { theme_code: 'light dark' })).status).toBe(200)
  expect(await read(code)).toMatchObject({ theme_code: 'user_preference', color_scheme: 'light dark' })
})

test.each([
  { name: '' },
  { name: 'a\u0007b' },
  { name: 'x'.repeat(201) },
  { name: 'A', button_color: 'red' },
  { name: 'A', button_color: '#12345' },
  { name: 'A', button_color: 'url(javascript:1)' },
  { name: 'A', theme_code: 'pink' },
  { name: 'A', sender_email: 'nobody' },
  { name: 'A', is_auto_membership_enabled: 'yes' },
  {},
])('an organization of %j is refused', async (body) => {
  expect(await calls.post('/organization', body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('a billing customer is refused while there is no billing', async () => {
  const body = { name: 'Payer', is_create_billing_customer: true }
  expect(await calls.post('/organization', body)).toMatchObject(refusal(400, 'BILLING_NOT_AVAILABLE'))
})

test('a handle is unique in the business, across environments, and free again when removed (O1-11, O1-12)', async () => {
  const code = await anOrganization(calls, { handle: 'Blue' })
  const twice = await elsewhere.post('/organization', { name: 'Other', handle: 'blue' })
  await calls.delete(`/organization/${code}/handle`)
  const free = await elsewhere.post('/organization', { name: 'Other', handle: 'blue' })
  expect(twice).toMatchObject(refusal(409, 'HANDLE_TAKEN'))
  expect([(await read(code)).handle, free.status]).toEqual([null, 200])
})

test('a deleted organization leaves its handle to others', async () => {
  await calls.delete(`/organization/${await anOrganization(calls, { handle: 'gone' })}`)
  expect((await calls.post('/organization', { name: 'Next', handle: 'gone' })).status).toBe(200)
})

test.each(['https://blue', 'blue.example', '-blue', 'blue-', 'b lue', 'x'.repeat(64)])(
  'the handle %s is refused',
  async (handle) => {
    const code = await anOrganization(calls)
    expect(await calls.patch(`/organization/${code}`, { handle })).toMatchObject(refusal(400, 'INVALID_HANDLE'))
  },
)

test('an external id belongs to one organization', async () => {
  await anOrganization(calls, { external_id: 'twin' })
  const code = await anOrganization(calls)
  const taken = refusal(409, 'EXTERNAL_ID_TAKEN')
  expect(await calls.post('/organization', { name: 'B', external_id: 'twin' })).toMatchObject(taken)
  expect(await calls.patch(`/organization/${code}`, { external_id: 'twin', name: 'New' })).toMatchObject(taken)
  expect((await read(code)).name).toBe('Acme')
})

test('domains are stored as they are compared, addresses of web sites corrected (O2-6, O2-7)', async () => {
  const code = await anOrganization(calls)
  const domains = ['Example.com', 'https://www.acme.example/', 'example.com', 'bücher.example']
  const body = { is_enable_advanced_orgs: true, allowed_domains: domains }
  expect(await calls.patch(`/organization/${code}`, body)).toMatchObject(ok)
  expect((await read(code)).allowed_domains).toEqual(['acme.example', 'example.com', 'xn--bcher-kva.example'])
})

test.each([['nothing'], ['a b.example'], ['-.example'], ['ex ample.com'], ['.com']])(
  'the domain %s is refused',
  async (domain) => {
    const code = await anOrganization(calls)
    const body = { is_enable_advanced_orgs: true, allowed_domains: [domain] }
    expect(await calls.patch(`/organization/${code}`, body)).toMatchObject(refusal(400, 'INVALID_BODY'))
  },
)

test.each([
  ['', { allowed_domains: ['a.example'] }],
  ['', { is_auto_join_domain_list: true }],
  ['', { sender_name: 'Acme Post' }],
  ['s/sessions', { sso_session_persistence_mode: 'non_persistent' }],
  ['s/sessions', { sso_session_persistence_mode: 'persistent' }],
  ['s/sessions', { authenticated_session_lifetime: 600 }],
  ['s/settings', { default_roles: ['01932730-c828-701c-9f5d-c8f15be13e24'] }],
])('%s %j needs advanced features (O4-1)', async (path, body) => {
  const code = await anOrganization(calls)
  const url = path === '' ? `/organization/${code}` : `/organizations/${code}/${path.slice(2)}`
  expect(await calls.patch(url, body)).toMatchObject(refusal(400, 'ADVANCED_FEATURES_REQUIRED'))
})

test('without advanced features the values of the environment apply again (O4-2)', async () => {
  const code = await anOrganization(calls)
  const settings = async () => (await calls.get(`/organizations/${code}/settings`)).body
  const before = await settings()
  await calls.patch(`/organization/${code}`, {
    is_enable_advanced_orgs: true,
    sender_name: 'Acme Post',
    is_auto_join_domain_list: true,
    allowed_domains: ['a.example'],
  })
  await calls.patch(`/organizations/${code}/sessions`, {
    sso_session_persistence_mode: 'non_persistent',
    authenticated_session_lifetime: 600,
  })
  const during = await settings()
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: false })
  expect(during.settings).toMatchObject({
    is_session_persistent: { value: false, source: 'organization' },
    authenticated_session_lifetime: { value: 600, source: 'organization' },
  })
  expect([await settings(), (await read(code)).allowed_domains]).toEqual([before, []])
  expect((await read(code)).sender_name).toBeNull()
})

test('a session override is removed by its switch, and needs a value', async () => {
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  const change = (body: object) => calls.patch(`/organizations/${code}/sessions`, body)
  const incomplete = await change({ is_use_org_authenticated_session_lifetime: true })
  await change({ is_use_org_authenticated_session_lifetime: true, authenticated_session_lifetime: 900 })
  await change({ is_use_org_authenticated_session_lifetime: false })
  const { settings } = (await calls.get(`/organizations/${code}/settings`)).body
  expect(incomplete).toMatchObject(refusal(400, 'SESSION_POLICY_INCOMPLETE'))
  expect(settings.authenticated_session_lifetime.source).toBe('default')
})

test('a sender name needs advanced features alone, an address a mail server as well (O4-4, O4-10, O4-11)', async () => {
  const refused = await calls.post('/organization', { name: 'Acme', sender_name: 'Acme Post' })
  expect(refused).toMatchObject(refusal(400, 'ADVANCED_FEATURES_REQUIRED'))
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true, sender_name: 'Acme Post' })
  const answer = await calls.patch(`/organization/${code}`, { sender_email: 'post@acme.example' })
  expect(answer).toMatchObject(refusal(400, 'SENDER_EMAIL_NEEDS_SMTP'))
  expect(await read(code)).toMatchObject({ sender_name: 'Acme Post', sender_email: null })
})

test('the default organization is neither suspended nor deleted', async () => {
  const code = await defaultOrganization(calls)
  expect(await calls.patch(`/organization/${code}`, { is_suspended: true })).toMatchObject(
    refusal(400, 'DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED'),
  )
  expect(await calls.delete(`/organization/${code}`)).toMatchObject(
    refusal(400, 'DEFAULT_ORGANIZATION_CANNOT_BE_DELETED'),
  )
  expect(await read(code)).toMatchObject({ is_suspended: false })
})

test('a suspended organization shows since when', async () => {
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_suspended: true })
  const suspended = await read(code)
  await calls.patch(`/organization/${code}`, { is_suspended: false })
  expect(suspended).toMatchObject({ is_suspended: true, suspended_on: expect.any(String) })
  expect(await read(code)).toMatchObject({ is_suspended: false, suspended_on: null })
})

test('users of a deleted organization stay, without it (O1-8, O1-9)', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls)
  await calls.post(`/organizations/${code}/users`, { users: [{ id }] })
  expect(await calls.delete(`/organization/${code}`)).toMatchObject(ok)
  expect(await calls.get(`/organization?code=${code}`)).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
  const members = (await calls.get(`/organizations/${await defaultOrganization(calls)}/users?page_size=500`)).body
  expect(members.organization_users.map((one: { id: string }) => one.id)).toContain(id)
})

test('while people may sign up, the last organization that takes them stays open (O2-5)', async () => {
  const standard = await defaultOrganization(calls)
  const code = await anOrganization(calls, { is_auto_membership_enabled: true })
  const others = (await calls.get('/organizations?page_size=500')).body.organizations
  for (const one of others) {
    if (one.code !== code && one.is_auto_membership_enabled) await calls.delete(`/organization/${one.code}`)
  }
  await calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: false })
  const close = () => calls.patch(`/organization/${code}`, { is_auto_membership_enabled: false })
  const refused = await close()
  await calls.patch('/environment/settings', { is_self_sign_up_allowed: false })
  const closed = await close()
  await calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: null })
  await calls.patch('/environment/settings', { is_self_sign_up_allowed: null })
  expect(refused).toMatchObject(refusal(409, 'LAST_OPEN_ORGANIZATION'))
  expect(closed).toMatchObject(ok)
})

test('only the default organization may be left out by new users', async () => {
  const code = await anOrganization(calls)
  const answer = await calls.patch(`/organizations/${code}/settings`, { is_joined_by_default: false })
  expect(answer).toMatchObject(refusal(400, 'NOT_THE_DEFAULT_ORGANIZATION'))
})

test.each([
  ['get', (code: string) => `/organization?code=${code}`],
  ['patch', (code: string) => `/organization/${code}`],
  ['delete', (code: string) => `/organization/${code}`],
  ['delete', (code: string) => `/organization/${code}/handle`],
  ['patch', (code: string) => `/organizations/${code}/sessions`],
  ['get', (code: string) => `/organizations/${code}/settings`],
  ['patch', (code: string) => `/organizations/${code}/settings`],
  ['get', (code: string) => `/organizations/${code}/users`],
])('%s of an organization of another environment finds none (ATO-11)', async (method, path) => {
  const foreign = await anOrganization(elsewhere)
  const answers = await Promise.all(
    [foreign, 'org_00000000000', 'nobody'].map((code) =>
      calls.send(method.toUpperCase(), path(code), method === 'patch' ? {} : undefined),
    ),
  )
  expect(answers).toMatchObject(answers.map(() => refusal(404, 'ORGANIZATION_NOT_FOUND')))
})

test('a list goes on where the page before ended, in either order', async () => {
  const names = ['Aa', 'Ab', 'Ac', 'Ad', 'Ae'].map((name) => `List ${name}`)
  for (const name of names) await anOrganization(calls, { name })
  const listed = async (sort: string) => {
    const found: string[] = []
    let next = ''
    do {
      const { body } = await calls.get(`/organizations?sort=${sort}&page_size=2&next_token=${next}`)
      found.push(...body.organizations.map((one: { name: string }) => one.name))
      next = body.next_token ?? ''
    } while (next !== '')
    return found.filter((name) => name.startsWith('List '))
  }
  expect(await listed('name_asc')).toEqual(names)
  expect(await listed('name_desc')).toEqual(names.toReversed())
})

test('a page token of another list or order does not open', async () => {
  await anOrganization(calls)
  const { next_token: token } = (await calls.get('/organizations?page_size=1')).body
  for (const path of [`/organizations?sort=name_desc&next_token=${token}`, `/applications?next_token=${token}`]) {
    expect(await calls.get(path)).toMatchObject(refusal(400, 'INVALID_CURSOR'))
  }
})

test('overrides of feature flags and values of properties go with a deleted organization (O1-8, U3-3)', async () => {
  const flag = { name: 'Theme', key: 'theme_gone', type: 'str', default_value: 'pink', allow_override_level: 'org' }
  await calls.post('/feature_flags', flag)
  const code = await anOrganization(calls)
  await calls.patch(`/organizations/${code}/feature_flags/theme_gone?value=blue`)
  await calls.put(`/organizations/${code}/properties/kp_org_city?value=Oslo`)
  await calls.delete(`/organization/${code}`)
  const left = await server.query(`select 'flag' as what from organization_feature_flags where value = '"blue"'
    union all select 'property' from organization_properties where value = 'Oslo'`)
  expect(left).toEqual([])
})

import { afterEach, expect, test } from 'vitest'
import { api, aRole } from '../../../test/management.ts'
import { anApplication, claimsOf } from '../../../test/oauth.ts'
import { organizationSignIns, type Visit } from '../../../test/organization-sign-ins.ts'
import { anOrganization, aUser, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const shop = await anApplication(server)
const standard = await defaultOrganization(calls)

const say = (settings: object) => calls.patch('/environment/settings', settings)
const advance = (code: string, more: object) =>
  calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true, ...more })

afterEach(async () => {
  await say({ is_latest_organization_entered: null, is_organization_creation_allowed: null, allowed_domains: null })
  await calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: null })
})

const { visit, tokensOf, organizationOf, silently, member } = organizationSignIns({
  server,
  calls,
  client: shop,
  standard,
})

const signUp = (email: string, more: Record<string, string> = {}) => visit(email, { prompt: 'create', ...more })
const codesOf = async (one: Pick<Visit, 'url' | 'proof'>) => claimsOf((await tokensOf(one)).id_token)['org_codes']
const pageOf = ({ browser }: Pick<Visit, 'browser'>) => ({
  status: browser.page?.status,
  code: /<bdi dir="ltr">(\w+)<\/bdi>/.exec(browser.page?.html ?? '')?.[1],
})
const red = await anOrganization(calls, { name: 'Red' })
const green = await anOrganization(calls, { name: 'Green' })

test('an organization that adds everybody who names it adds an existing user (O2-15, O2-21)', async () => {
  const open = await anOrganization(calls, { is_auto_membership_enabled: true })
  const role = await aRole(calls, 'guest', { is_default_role: true })
  const id = await member('joins@example.com', red)
  const joined = await organizationOf(await visit('joins@example.com', { org_code: open }))
  const { roles } = (await calls.get(`/organizations/${open}/users/${id}/roles`)).body
  await calls.delete(`/roles/${role}`)
  expect([joined, roles.map((one: { key: string }) => one.key)]).toEqual([open, ['guest']])
})

test('prompt=none makes no user a member', async () => {
  const open = await anOrganization(calls, { is_auto_membership_enabled: true })
  await member('lured@example.com', red)
  const { browser } = await visit('lured@example.com')
  const { url } = await silently(browser, { org_code: open, prompt: 'none' })
  expect(new URL(url).searchParams.get('error')).toBe('interaction_required')
  expect((await calls.get(`/organizations/${open}/users`)).body.organization_users).toEqual([])
})

test('an organization with domains adds only their people; others are added by hand (O2-22, O2-25, O2-26)', async () => {
  const closed = await anOrganization(calls, { is_auto_membership_enabled: true })
  await advance(closed, { allowed_domains: ['acme.example'] })
  await member('in@acme.example', red)
  await member('out@sub.acme.example', red)
  await member('guest@other.example', red, closed)
  expect(await organizationOf(await visit('in@acme.example', { org_code: closed }))).toBe(closed)
  expect(await organizationOf(await visit('guest@other.example', { org_code: closed }))).toBe(closed)
  expect(pageOf(await visit('out@sub.acme.example', { org_code: closed }))).toMatchObject({ code: 'not_a_member' })
})

test('a person cannot bypass the domains of the environment with an organization of their own (ATO-14)', async () => {
  const partners = await anOrganization(calls)
  await advance(partners, { allowed_domains: ['partner.example'] })
  await say({ allowed_domains: ['acme.example'], is_organization_creation_allowed: true })
  const refused = await signUp('eve@evil.example', { is_create_org: 'true', org_code: partners })
  expect(pageOf(refused)).toEqual({ status: 403, code: 'domain_not_allowed' })
  expect(await server.query(`select from identities where normalized = 'eve@evil.example'`)).toEqual([])
})

test('a new person joins the default organization, where that is on (O2-16, O2-18)', async () => {
  const before = await organizationOf(await signUp('new1@example.com'))
  await calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: false })
  const signedUp = await organizationOf(await signUp('new2@example.com'))
  const made = await aUser(calls, { email: 'new3@example.com' })
  const { organizations } = (await calls.get(`/user?id=${made}&expand=organizations`)).body
  expect([before, signedUp, organizations]).toEqual([standard, undefined, []])
})

test('a new person joins the organization they name, where it accepts them, and otherwise gets no account (O2-13)', async () => {
  const open = await anOrganization(calls, { is_auto_membership_enabled: true })
  const joined = await signUp('open@example.com', { org_code: open })
  const refused = await signUp('closed@example.com', { org_code: green })
  expect(await codesOf(joined)).toEqual([open])
  expect(pageOf(refused)).toEqual({ status: 403, code: 'not_a_member' })
  expect((await calls.get('/users?email=closed@example.com')).body.users).toEqual([])
})

test('only addresses of exactly the listed domains sign up; others sign in (O2-6, O2-7)', async () => {
  await member('old@elsewhere.example', red)
  await say({ allowed_domains: ['https://www.Acme.example'] })
  expect(await organizationOf(await signUp('me@acme.example'))).toBe(standard)
  expect(await organizationOf(await visit('old@elsewhere.example'))).toBe(red)
  const expected = { status: 403, code: 'domain_not_allowed' }
  expect(pageOf(await signUp('me@sub.acme.example'))).toEqual(expected)
  expect(pageOf(await visit('new@elsewhere.example'))).toEqual(expected)
})

test('the domains of an organization override those of the environment (O2-20)', async () => {
  const open = await anOrganization(calls, { is_auto_membership_enabled: true })
  await advance(open, { allowed_domains: ['partner.example'] })
  await say({ allowed_domains: ['acme.example'] })
  expect(await organizationOf(await signUp('a@partner.example', { org_code: open }))).toBe(open)
  expect(pageOf(await signUp('b@partner.example'))).toMatchObject({ code: 'domain_not_allowed' })
})

test('people of a domain become members when they sign up (O2-23)', async () => {
  const theirs = await anOrganization(calls, { name: 'Theirs', is_auto_membership_enabled: true })
  await advance(theirs, { allowed_domains: ['firm.example'], is_auto_join_domain_list: true })
  expect(await codesOf(await signUp('a@firm.example'))).toEqual([theirs])
  expect(await codesOf(await signUp('a@sub.firm.example'))).toEqual([standard])
  await calls.patch(`/organization/${theirs}`, { is_auto_membership_enabled: false })
  expect(await codesOf(await signUp('b@firm.example'))).toEqual([standard])
})

test('is_create_org makes an organization of the name, with its creator’s roles (O2-10, O2-12)', async () => {
  const role = await aRole(calls, 'founder', { is_assigned_to_creator: true })
  const arrived = await signUp('founder@example.com', { is_create_org: 'true', org_name: ' Founders\u0007 ' })
  const { access_token: token } = await tokensOf(arrived)
  const { org_code: code, sub } = claimsOf(token)
  const { name } = (await calls.get(`/organization?code=${String(code)}`)).body
  const { roles } = (await calls.get(`/organizations/${String(code)}/users/${String(sub)}/roles`)).body
  await calls.delete(`/roles/${role}`)
  expect([name, roles.map((one: { key: string }) => one.key)]).toEqual(['Founders', ['founder']])
})

test('the marketing tags of the founder are stored for the organization too', async () => {
  const arrived = await signUp('campaign@example.com', { is_create_org: 'true', utm_source: 'fair', gclid: 'g1' })
  const code = String(await organizationOf(arrived))
  const { properties } = (await calls.get(`/organizations/${code}/properties`)).body
  const kept = properties.map(({ key, value }: { key: string; value: string }) => [key, value])
  expect(Object.fromEntries(kept)).toMatchObject({ kp_org_utm_source: 'fair', kp_org_gclid: 'g1' })
})

test.each([{}, { org_name: '' }, { org_name: '  ' }])(
  'with %j the organization has a neutral name (O2-11)',
  async (more) => {
    const email = `unnamed${String(Object.values(more).join('').length)}${String(Object.keys(more).length)}@example.com`
    const code = await organizationOf(await signUp(email, { is_create_org: 'true', ...more }))
    expect((await calls.get(`/organization?code=${String(code)}`)).body.name).toBe('New organization')
  },
)

test('is_create_org is ignored with that setting, and when a person only signs in (O2-9)', async () => {
  await member('visitor@example.com', red)
  expect(await organizationOf(await visit('visitor@example.com', { is_create_org: 'true' }))).toBe(red)
  await say({ is_organization_creation_allowed: false })
  expect(await organizationOf(await signUp('no-founder@example.com', { is_create_org: 'true' }))).toBe(standard)
})

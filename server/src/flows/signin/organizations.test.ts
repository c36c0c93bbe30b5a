import { afterEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, aRole, PRODUCTION } from '../../../test/management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  refresh,
  type Tokens,
} from '../../../test/oauth.ts'
import { addMembers, anOrganization, aUser, defaultOrganization } from '../../../test/organizations.ts'
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

interface Visit {
  readonly browser: BrowserSession
  readonly url: string
  readonly proof: ReturnType<typeof pkce>
}

/** Goes through the pages as far as they lead without a choice. */
async function visit(
  email: string,
  more: Record<string, string> = {},
  browser = new BrowserSession(server),
): Promise<Visit> {
  const proof = pkce()
  await browser.open(authorizePath(shop, proof, more))
  const isNew = more['prompt'] === 'create'
  await browser.submit(isNew ? 'register' : 'identify', { email })
  const url = await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, url }
}

const signUp = (email: string, more: Record<string, string> = {}) => visit(email, { prompt: 'create', ...more })

async function tokensOf({ url, proof }: Pick<Visit, 'url' | 'proof'>): Promise<Tokens> {
  const response = await exchange(server, shop, { callback: new URL(url), proof })
  return (await response.json()) as Tokens
}

const organizationOf = async (one: Pick<Visit, 'url' | 'proof'>) =>
  claimsOf((await tokensOf(one)).access_token)['org_code']
const codesOf = async (one: Pick<Visit, 'url' | 'proof'>) => claimsOf((await tokensOf(one)).id_token)['org_codes']

/** Opens an authorization request in a browser that is signed in, and returns where it ends without a page. */
async function silently(browser: BrowserSession, more: Record<string, string>) {
  const proof = pkce()
  return { proof, url: await browser.open(authorizePath(shop, proof, more)) }
}

const namesOn = ({ browser }: Pick<Visit, 'browser'>) =>
  [...(browser.page?.html ?? '').matchAll(/<bdi>([^<]+)<\/bdi><\/button>/g)].map(([, name]) => name)
const pageOf = ({ browser }: Pick<Visit, 'browser'>) => ({
  status: browser.page?.status,
  code: /<bdi dir="ltr">(\w+)<\/bdi>/.exec(browser.page?.html ?? '')?.[1],
})

/** Adds a user who is a member of these organizations and of no other. */
async function member(email: string, ...codes: readonly string[]): Promise<string> {
  const id = await aUser(calls, { email })
  await calls.delete(`/organizations/${standard}/users/${id}`)
  for (const code of codes) await addMembers(calls, code, id)
  return id
}

const red = await anOrganization(calls, { name: 'Red' })
const green = await anOrganization(calls, { name: 'Green' })

test('a member of one organization is signed in to it (O3-1)', async () => {
  const id = await member('one@example.com', red)
  expect(await organizationOf(await visit('one@example.com'))).toBe(red)
  const { organization_users: users } = (await calls.get(`/organizations/${red}/users?page_size=500`)).body
  const found = users.find((user: { id: string }) => user.id === id)
  expect(found.last_accessed_on).toEqual(expect.any(String))
})

test('a member of none is signed in without an organization (O3-3)', async () => {
  await member('none@example.com')
  expect(await organizationOf(await visit('none@example.com'))).toBeUndefined()
})

test('a member of several chooses from all of them, after the proof (O3-2)', async () => {
  await member('several@example.com', red, green)
  const arrived = await visit('several@example.com')
  expect(namesOn(arrived)).toEqual(['Green', 'Red'])
  const url = await arrived.browser.submit('organization', { org_code: green })
  expect(await organizationOf({ ...arrived, url })).toBe(green)
})

test.each(['nothing', ''])('the choice %j leads nowhere (ATO-12)', async (code) => {
  await member(`odd${code}@example.com`, red, green)
  const arrived = await visit(`odd${code}@example.com`)
  await arrived.browser.submit('organization', { org_code: code })
  expect(namesOn(arrived)).toEqual(['Green', 'Red'])
})

test('an organization that the person left meanwhile is not entered', async () => {
  const blue = await anOrganization(calls, { name: 'Blue' })
  const id = await member('left@example.com', red, green, blue)
  const arrived = await visit('left@example.com')
  await calls.delete(`/organizations/${blue}/users/${id}`)
  await arrived.browser.submit('organization', { org_code: blue })
  expect(namesOn(arrived)).toEqual(['Green', 'Red'])
})

test('the page has the look of the organization that the request names, and the usual one for an unknown code (O3-4)', async () => {
  const colours = { button_color: '#0a7d33', background_color: '#e0f0e0', link_color: '#004411' }
  await calls.patch(`/organization/${green}`, { ...colours, theme_code: 'light' })
  const lookOf = async (code: string) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(shop, pkce(), { org_code: code }))
    return /--page:#e0f0e0.*--accent:#0a7d33.*--link:#004411/.test(browser.page?.html ?? '')
  }
  expect([await lookOf(green), await lookOf(red), await lookOf('org_00000000000')]).toEqual([true, false, false])
  await calls.patch(`/organization/${green}`, {
    button_color: null,
    background_color: null,
    link_color: null,
    theme_code: null,
  })
})

test('org_code enters that organization without the list (O3-4)', async () => {
  await member('named@example.com', red, green)
  expect(await organizationOf(await visit('named@example.com', { org_code: green }))).toBe(green)
})

test('the latest organization is entered with that setting, and the list is shown before there is one (O3-5, O3-6)', async () => {
  await say({ is_latest_organization_entered: true })
  await member('latest@example.com', red, green)
  const first = await visit('latest@example.com')
  const shown = namesOn(first)
  await first.browser.submit('organization', { org_code: red })
  expect(shown).toEqual(['Green', 'Red'])
  expect(await organizationOf(await visit('latest@example.com'))).toBe(red)
})

test('a person who is signed in switches silently by org_code (O3-7)', async () => {
  await member('switch@example.com', red, green)
  const { browser } = await visit('switch@example.com', { org_code: red })
  for (const more of [{ org_code: green }, { org_code: red, prompt: 'none' }]) {
    expect(await organizationOf(await silently(browser, more))).toBe(more.org_code)
  }
})

test('a person who is signed in and in several organizations chooses again, without credentials', async () => {
  await member('again@example.com', red, green)
  const { browser } = await visit('again@example.com', { org_code: red })
  const proof = pkce()
  await browser.open(authorizePath(shop, proof))
  expect(namesOn({ browser })).toEqual(['Red', 'Green'])
  const url = await browser.submit('organization', { org_code: green })
  const claims = claimsOf((await tokensOf({ url, proof })).access_token)
  expect(claims).toMatchObject({ org_code: green, sub: expect.any(String) })
})

test('prompt=none keeps the browser in its organization', async () => {
  await member('stay@example.com', red, green)
  const { browser } = await visit('stay@example.com', { org_code: green })
  expect(await organizationOf(await silently(browser, { prompt: 'none' }))).toBe(green)
})

test('AS-51 a list that stays open for longer than max_age leads to the sign-in page', async () => {
  await member('patient@example.com', red, green)
  const { browser } = await visit('patient@example.com', { org_code: red })
  await browser.open(authorizePath(shop, pkce(), { max_age: '300' }))
  await server.advance(301)
  const url = await browser.submit('organization', { org_code: green })

  expect(url).not.toContain('code=')
  expect(browser.form('identify').action).toMatch(/^\/auth\//)
})

test('a person who is signed in can leave the list for another address', async () => {
  await member('other@example.com', red, green)
  const { browser } = await visit('other@example.com', { org_code: red })
  await browser.open(authorizePath(shop, pkce()))
  await browser.submit('change')
  expect(browser.page?.html).toContain('name="email"')
})

test('a session that ended meanwhile no longer signs the person in', async () => {
  const id = await member('ended@example.com', red, green)
  const { browser } = await visit('ended@example.com', { org_code: red })
  await browser.open(authorizePath(shop, pkce()))
  await calls.delete(`/users/${id}/sessions`)
  await browser.submit('organization', { org_code: green })
  expect(browser.page?.html).toContain('name="email"')
})

test('a list that was opened in one browser does not work in another (AS-19)', async () => {
  await member('mine@example.com', red, green)
  const { browser } = await visit('mine@example.com', { org_code: red })
  await browser.open(authorizePath(shop, pkce()))
  const { action, fields } = browser.form('organization')
  const other = new BrowserSession(server)
  await other.open(authorizePath(shop, pkce()))
  await other.open(action, other.formPost({ ...fields, org_code: red }))
  expect(other.page?.status).toBe(403)
})

test.each(['org_00000000000', 'nothing', green])(
  'org_code %s of an organization without the person ends on a page (ATO-12, O2-15)',
  async (code) => {
    const email = `outside-${code}@example.com`
    await member(email, red)
    const arrived = await visit(email, { org_code: code })
    expect(pageOf(arrived)).toEqual({ status: 403, code: 'not_a_member' })
    const refused = new URL((await silently((await visit(email)).browser, { org_code: code, prompt: 'none' })).url)
    expect(refused.searchParams.get('error')).toBe('access_denied')
  },
)

test('org_code of another environment is unknown here (ATO-11)', async () => {
  const elsewhere = await api(server, { origin: PRODUCTION })
  const foreign = await anOrganization(elsewhere, { is_auto_membership_enabled: true })
  await member('foreign@example.com', red)
  expect(pageOf(await visit('foreign@example.com', { org_code: foreign }))).toMatchObject({ code: 'not_a_member' })
})

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

test('a suspended organization admits no member, the others do', async () => {
  const paused = await anOrganization(calls, { name: 'Paused' })
  await member('paused@example.com', paused)
  await member('both@example.com', paused, red)
  await calls.patch(`/organization/${paused}`, { is_suspended: true })
  const expected = { status: 403, code: 'organization_suspended' }
  expect(pageOf(await visit('paused@example.com'))).toEqual(expected)
  expect(pageOf(await visit('both@example.com', { org_code: paused }))).toEqual(expected)
  expect(await organizationOf(await visit('both@example.com'))).toBe(red)
})

test('suspending an organization ends its sign-ins for good', async () => {
  const paused = await anOrganization(calls)
  await member('soon@example.com', paused)
  const tokens = await tokensOf(await visit('soon@example.com'))
  await calls.patch(`/organization/${paused}`, { is_suspended: true })
  await calls.patch(`/organization/${paused}`, { is_suspended: false })
  expect((await refresh(server, shop, tokens.refresh_token)).status).toBe(400)
})

test('a suspended organization admits no member even before every grant there is ended (AS-30)', async () => {
  const paused = await anOrganization(calls)
  await member('many@example.com', paused)
  const signedIn = await visit('many@example.com')
  const tokens = await tokensOf(await silently(signedIn.browser, { prompt: 'none' }))
  await server.query('update organizations set suspended_at = now() where code = $1', [paused])
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  expect((await server.request('/account_api/v1/roles', { headers })).status).toBe(401)
  expect((await refresh(server, shop, tokens.refresh_token)).status).toBe(400)
  expect((await exchange(server, shop, { callback: new URL(signedIn.url), proof: signedIn.proof })).status).toBe(400)
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

import { afterEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, PRODUCTION } from '../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, exchange, pkce, refresh } from '../../../test/oauth.ts'
import { organizationSignIns, type Visit } from '../../../test/organization-sign-ins.ts'
import { anOrganization, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const shop = await anApplication(server)
const standard = await defaultOrganization(calls)

const say = (settings: object) => calls.patch('/environment/settings', settings)

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

const namesOn = ({ browser }: Pick<Visit, 'browser'>) =>
  [...(browser.page?.html ?? '').matchAll(/<bdi>([^<]+)<\/bdi><\/button>/g)].map(([, name]) => name)
const pageOf = ({ browser }: Pick<Visit, 'browser'>) => ({
  status: browser.page?.status,
  code: /<bdi dir="ltr">(\w+)<\/bdi>/.exec(browser.page?.html ?? '')?.[1],
})
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

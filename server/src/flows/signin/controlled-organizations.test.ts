import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, aRole } from '../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, exchange, mailedCode, pkce, type Tokens } from '../../../test/oauth.ts'
import { addMembers, anOrganization, aUser, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const open = await anApplication(server)
const closed = await anApplication(server, { redirectUri: 'https://closed.example.com/callback' })
const staff = await aRole(calls, 'staff')
await calls.post(`/applications/${closed.clientId}/access_roles/${staff}`)
await calls.patch(`/applications/${closed.clientId}`, { is_access_control_enabled: true })
const standard = await defaultOrganization(calls)
const [red, green, blue] = [
  await anOrganization(calls, { name: 'Red' }),
  await anOrganization(calls, { name: 'Green' }),
  await anOrganization(calls, { name: 'Blue' }),
]

/** Adds a user who is a member of all three organizations, and staff in some. */
async function member(email: string, ...staffIn: readonly string[]): Promise<string> {
  const id = await aUser(calls, { email })
  await calls.delete(`/organizations/${standard}/users/${id}`)
  for (const code of [red, green, blue]) await addMembers(calls, code, id)
  for (const code of staffIn) await calls.post(`/organizations/${code}/users/${id}/roles`, { role_id: staff })
  return id
}

/** Goes through the pages as far as they lead without a choice. */
async function visit(email: string, { client = closed, more = {} }: { client?: typeof open; more?: object } = {}) {
  const browser = new BrowserSession(server)
  const proof = pkce()
  const isNew = 'prompt' in more
  await browser.open(authorizePath(client, proof, { ...more }))
  await browser.submit(isNew ? 'register' : 'identify', { email })
  const url = await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, url }
}

async function organizationOf({ url, proof }: { url: string; proof: ReturnType<typeof pkce> }) {
  const response = await exchange(server, closed, { callback: new URL(url), proof })
  const tokens = (await response.json()) as Tokens
  return claimsOf(tokens.access_token)['org_code']
}

async function silently(browser: BrowserSession, more: Record<string, string> = { prompt: 'none' }) {
  const proof = pkce()
  return { proof, url: await browser.open(authorizePath(closed, proof, more)) }
}

const errorOf = (url: string) => new URL(url).searchParams.get('error')
const namesOn = (browser: BrowserSession) =>
  [...(browser.page?.html ?? '').matchAll(/<bdi>([^<]+)<\/bdi><\/button>/g)].map(([, name]) => name)

test('the list offers only organizations where the person may enter the application', async () => {
  await member('two@example.com', red, green)
  const arrived = await visit('two@example.com')
  const names = namesOn(arrived.browser)
  await arrived.browser.submit('organization', { org_code: blue })
  expect([names, namesOn(arrived.browser)]).toEqual([
    ['Green', 'Red'],
    ['Green', 'Red'],
  ])
  const url = await arrived.browser.submit('organization', { org_code: green })
  expect(await organizationOf({ ...arrived, url })).toBe(green)
})

test('the only organization where the person may enter is entered without a list', async () => {
  await member('one@example.com', green)
  expect(await organizationOf(await visit('one@example.com'))).toBe(green)
})

test('the latest organization is skipped where the person may not enter from it', async () => {
  await member('latest@example.com', green)
  await calls.patch('/environment/settings', { is_latest_organization_entered: true })
  await visit('latest@example.com', { client: open, more: { org_code: red } })
  const entered = await organizationOf(await visit('latest@example.com'))
  await calls.patch('/environment/settings', { is_latest_organization_entered: null })
  expect(entered).toBe(green)
})

test('a person who may enter from no organization gets a page that denies access', async () => {
  await member('none@example.com')
  const { browser } = await visit('none@example.com')
  expect(browser.page?.status).toBe(403)
  expect(browser.page?.html).toContain('You cannot enter here')
})

test('a role in another organization than the named one does not admit the person', async () => {
  await member('elsewhere@example.com', green)
  const { browser } = await visit('elsewhere@example.com', { more: { org_code: red } })
  expect([browser.page?.status, browser.page?.html.includes('You cannot enter here')]).toEqual([403, true])
  const other = await visit('elsewhere@example.com', { client: open, more: { org_code: red } })
  const refused = await silently(other.browser, { prompt: 'none', org_code: red })
  expect(errorOf(refused.url)).toBe('access_denied')
})

test('prompt=none enters the only organization where the person may enter, from any other', async () => {
  await member('silent1@example.com', green)
  const { browser } = await visit('silent1@example.com', { client: open, more: { org_code: red } })
  expect(await organizationOf(await silently(browser))).toBe(green)
})

test('prompt=none enters the one of several organizations that the browser is in, or none', async () => {
  await member('silent2@example.com', red, green)
  const inOne = await visit('silent2@example.com', { client: open, more: { org_code: green } })
  const inOther = await visit('silent2@example.com', { client: open, more: { org_code: blue } })
  expect(await organizationOf(await silently(inOne.browser))).toBe(green)
  expect(errorOf((await silently(inOther.browser)).url)).toBe('interaction_required')
})

test('prompt=none denies a person who may enter from none, and a page lets another person sign in', async () => {
  await member('silent3@example.com')
  const { browser } = await visit('silent3@example.com', { client: open, more: { org_code: red } })
  expect(errorOf((await silently(browser)).url)).toBe('access_denied')
  await silently(browser, {})
  expect(browser.form('identify').fields).toHaveProperty('csrf')
})

test('a person who is signed in chooses from the same list', async () => {
  await member('signed-in@example.com', red, green)
  const { browser } = await visit('signed-in@example.com', { client: open, more: { org_code: blue } })
  await silently(browser, {})
  expect(namesOn(browser)).toEqual(['Green', 'Red'])
})

test('a role that is taken away while the list is shown admits the person nowhere', async () => {
  const id = await member('taken@example.com', red, green)
  const arrived = await visit('taken@example.com')
  for (const code of [red, green]) await calls.delete(`/organizations/${code}/users/${id}/roles/${staff}`)
  await arrived.browser.submit('organization', { org_code: green })
  expect(arrived.browser.page?.status).toBe(403)
  expect(arrived.browser.page?.html).toContain('You cannot enter here')
})

test('a new person enters the organization of their domain that gives the role', async () => {
  const ofDomain = { is_auto_membership_enabled: true }
  const [plain, giving] = [await anOrganization(calls, ofDomain), await anOrganization(calls, ofDomain)]
  for (const code of [plain, giving]) {
    const policy = { is_enable_advanced_orgs: true, allowed_domains: ['firm.example'], is_auto_join_domain_list: true }
    await calls.patch(`/organization/${code}`, policy)
  }
  await calls.patch(`/organizations/${giving}/settings`, { default_roles: [staff] })
  expect(await organizationOf(await visit('a@firm.example', { more: { prompt: 'create' } }))).toBe(giving)
})

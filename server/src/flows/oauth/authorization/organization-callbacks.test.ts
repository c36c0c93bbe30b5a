import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { anApplication as register, api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { anApplication, authorizePath, claimsOf, exchange, mailedCode, pkce, postForm } from '../../../../test/oauth.ts'
import { anAccount, signInByCode, tokensOf } from '../../../../test/security/builders.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const DYNAMIC = 'https://{organization.handle}.everycolor.test/callback'
const shop = await anApplication(server, { redirectUri: DYNAMIC })
const at = (handle: string) => `https://${handle}.everycolor.test/callback`

async function anOrganization(handle: string | null): Promise<string> {
  const id = randomUUID()
  await server.query(
    `insert into organizations (environment_id, id, code, name, handle, created_at)
     select environment_id, $1, $2, 'Org', $3, now() from hosts where origin = $4`,
    [id, `org_${id.replaceAll('-', '').slice(0, 11)}`, handle, server.origin],
  )
  return id
}

/** Adds a person who is a member of these organizations and of no other. */
async function aMember(email: string, ...organizations: readonly string[]): Promise<string> {
  const id = await anAccount(server, { email })
  await server.query('delete from memberships where user_id = $1', [id])
  for (const organization of organizations) {
    await server.query(
      `insert into memberships (environment_id, organization_id, user_id, created_at)
       select environment_id, $1, $2, now() from hosts where origin = $3`,
      [organization, id, server.origin],
    )
  }
  return email
}

const red = await anOrganization('red')
const green = await anOrganization('green')
const nameless = await anOrganization(null)

test.each([
  { handle: 'red', organization: red },
  { handle: 'green', organization: green },
])('A2-8 A2-9 a member of the organization $handle lands on its address', async ({ handle, organization }) => {
  const email = await aMember(`${handle}@example.com`, organization)
  const { callback, proof } = await signInByCode(server, shop, email)
  expect(`${callback.origin}${callback.pathname}`).toBe(at(handle))
  expect((await exchange(server, shop, { callback, proof })).status).toBe(200)
})

test('A2-11 a named address is the one of the organization that the person signs in to', async () => {
  const email = await aMember('named@example.com', red)
  const { callback } = await signInByCode(server, { ...shop, redirectUri: at('red') }, email)
  expect(callback.href).toMatch(/^https:\/\/red\.everycolor\.test\/callback\?code=/)
})

test('A2-8 a handle may have an underscore, as the published contract shows it', async () => {
  const email = await aMember('acme@example.com', await anOrganization('acme_corp'))
  const { callback } = await signInByCode(server, shop, email)
  expect(callback.host).toBe('acme_corp.everycolor.test')
})

test('A2-9 a member of two is signed in to the one whose address the request names', async () => {
  const email = await aMember('both@example.com', red, green)
  const client = { ...shop, redirectUri: at('green') }
  const signedIn = await signInByCode(server, client, email)
  const tokens = await tokensOf(server, client, signedIn)
  const [{ code } = {}] = await server.query('select code from organizations where id = $1', [green])
  const { org_code: signedInTo } = claimsOf(tokens.access_token)
  expect([signedIn.callback.origin, signedInTo]).toEqual(['https://green.everycolor.test', code])
})

test('A2-11 no person is sent to the address of another organization, and nothing is left behind', async () => {
  const email = await aMember('intruder@example.com', red)
  const { browser, callback } = await signInByCode(server, { ...shop, redirectUri: at('green') }, email)
  expect([callback.origin, browser.page?.status]).toEqual([server.origin, 403])
  const [counted] = await server.query(
    `select count(*)::int as grants from grants g join identities i using (environment_id, user_id) where i.value = $1`,
    [email],
  )
  expect(counted).toEqual({ grants: 0 })
})

test.each([
  { name: 'another than its own', uri: at('green'), organization: red },
  { name: 'one while it has none', uri: DYNAMIC, organization: nameless },
])(
  'A2-11 A2-12 for an organization that the request names by $name, sign-in ends on a page',
  async ({ uri, organization }) => {
    const email = await aMember(`page-${organization}@example.com`, organization)
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(shop, pkce(), { redirect_uri: uri }))
    await browser.submit('identify', { email })
    await browser.submit('code', { code: await mailedCode(server, email) })
    expect(browser.page?.status).toBe(403)
    expect(browser.page?.html).toContain('ORGANIZATION_ADDRESS_UNKNOWN')
  },
)

test('A2-12 once the organization has its handle, the same page goes on', async () => {
  const late = await anOrganization(null)
  const email = await aMember('late@example.com', late)
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce()))
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  await server.query(`update organizations set handle = 'late' where id = $1`, [late])
  expect(await browser.open(browser.page?.url ?? '')).toMatch(/^https:\/\/late\.everycolor\.test\/callback\?code=/)
})

test.each(['nobody', 'red.evil', 'red-', 'RED', 'red%2eevil', '*', 'evil.test/'])(
  'A2-11 ATO-08 the handle %j belongs to no organization, so no browser is redirected',
  async (handle) => {
    const response = await server.request(authorizePath(shop, pkce(), { redirect_uri: at(handle), prompt: 'none' }))
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  },
)

test('A2-11 ATO-11 a handle of another environment is unknown here', async () => {
  await server.query(
    `update organizations set handle = 'foreign' where is_default and environment_id =
     (select environment_id from hosts where origin = $1)`,
    [PRODUCTION],
  )
  const response = await server.request(authorizePath(shop, pkce(), { redirect_uri: at('foreign') }))
  expect([response.status, response.headers.get('location')]).toEqual([400, null])
})

test('ATO-08 a handle that is no label of a host leads nowhere', async () => {
  const odd = await anOrganization('evil.test/?')
  const email = await aMember('odd@example.com', odd)
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce()))
  await browser.submit('identify', { email })
  await browser.submit('code', { code: await mailedCode(server, email) })
  expect(browser.page?.status).toBe(403)
})

test('A2-10 a person who is signed in to another organization gets no code, silently or not', async () => {
  const email = await aMember('silent@example.com', red)
  const { browser } = await signInByCode(server, { ...shop, redirectUri: at('red') }, email)
  const silent = { redirect_uri: at('green'), prompt: 'none' }
  const refused = new URL(await browser.open(authorizePath(shop, pkce(), silent)))
  expect([refused.origin, refused.searchParams.get('error')]).toEqual([
    'https://green.everycolor.test',
    'login_required',
  ])
  await browser.open(authorizePath(shop, pkce(), { redirect_uri: at('green') }))
  expect(browser.form('identify').fields).toHaveProperty('csrf')
})

test('A2-9 a session answers silently at the address of its organization, by post too', async () => {
  const email = await aMember('again@example.com', red)
  const { browser } = await signInByCode(server, { ...shop, redirectUri: at('red') }, email)
  expect(await browser.open(authorizePath(shop, pkce(), { prompt: 'none' }))).toMatch(/^https:\/\/red\.[^?]+\?code=/)
  await browser.open(authorizePath(shop, pkce(), { prompt: 'none', response_mode: 'form_post' }))
  expect(browser.page?.html).toContain(`action="${at('red')}"`)
  expect(browser.page?.html).toMatch(/name="code" value="[\w-]{43}"/)
})

test('A2-12 an error has no address before the person has signed in to an organization', async () => {
  const response = await server.request(authorizePath(shop, pkce(), { prompt: 'none' }))
  expect([response.status, response.headers.get('location')]).toEqual([403, null])
  expect(await response.text()).toContain('login_required')
})

test('A2-12 cancelling ends on a page where the address depends on the organization', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce()))
  await browser.submit('cancel')
  expect([browser.page?.status, browser.page?.html.includes('access_denied')]).toEqual([403, true])
})

test('AS-25 the token endpoint requires the redirect URI as it was in the request', async () => {
  const email = await aMember('exchange@example.com', red)
  const signedIn = await signInByCode(server, shop, email)
  const answer = await exchange(server, { ...shop, redirectUri: at('red') }, signedIn)
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_grant' }])
})

test('A2-11 production accepts the placeholder, and a page of an organization may call from its origin', async () => {
  const calls = await api(server, { origin: PRODUCTION })
  const id = await register(calls)
  const answer = await calls.put(`/applications/${id}/auth_redirect_urls`, { urls: [DYNAMIC] })
  const preflight = async (handle: string) => {
    const headers = { origin: `https://${handle}.everycolor.test` }
    const response = await server.request(`${PRODUCTION}/oauth2/token`, { method: 'OPTIONS', headers })
    return response.headers.get('access-control-allow-origin')
  }
  expect(answer.status).toBe(200)
  expect([await preflight('foreign'), await preflight('red'), await preflight('x.foreign')]).toEqual([
    'https://foreign.everycolor.test',
    null,
    null,
  ])
})

test('A2-10 the placeholder is rejected anywhere but directly under a domain of one’s own', async () => {
  const calls = await api(server)
  const path = `/applications/${await register(calls)}/auth_redirect_urls`
  for (const url of ['https://{organization.handle}.a.b.test', 'https://b.test/{organization.handle}']) {
    expect(await calls.post(path, { urls: [url] })).toMatchObject(refusal(400, 'URL_PLACEHOLDER_NOT_ALLOWED'))
  }
})

test('a sign-out never redirects to the placeholder, only to an organization’s own address', async () => {
  const calls = await api(server)
  const id = await register(calls)
  await calls.put(`/applications/${id}/auth_logout_urls`, { urls: ['https://{organization.handle}.everycolor.test'] })
  const leave = async (to: string) =>
    (await server.request(`/logout?redirect=${encodeURIComponent(to)}`)).headers.get('location')
  expect(await leave('https://red.everycolor.test')).toBe('https://red.everycolor.test')
  expect(await leave('https://nobody.everycolor.test')).toBeNull()
  expect(await leave('https://{organization.handle}.everycolor.test')).toBeNull()
})

test('the refresh cookie is for pages of an organization that has the handle', async () => {
  const email = await aMember('cookie@example.com', red)
  const { callback, proof } = await signInByCode(server, { ...shop, redirectUri: at('red') }, email)
  const fields = {
    grant_type: 'authorization_code',
    client_id: shop.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: at('red'),
    code_verifier: proof.verifier,
  }
  const answer = await postForm(server, '/oauth2/token', fields, { origin: 'https://nobody.everycolor.test' })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
})

const codeOf = async (id: string) => {
  const [row] = await server.query('select code from organizations where id = $1', [id])
  return String(row?.['code'])
}

test('A2-11 an address and an org_code of the same organization go together, also where they make a member', async () => {
  const open = await anOrganization('open')
  await server.query('update organizations set is_auto_membership_enabled = true where id = $1', [open])
  const client = { ...shop, redirectUri: at('open') }
  const email = await aMember('agreed@example.com', red)
  const signedIn = await signInByCode(server, client, email, { org_code: await codeOf(open) })
  const { access_token: token } = await tokensOf(server, client, signedIn)
  expect([signedIn.callback.host, claimsOf(token)['org_code']]).toEqual(['open.everycolor.test', await codeOf(open)])
})

test.each([
  { name: 'another organization', organization: () => codeOf(red) },
  { name: 'one without handle', organization: () => codeOf(nameless) },
  { name: 'nobody', organization: () => Promise.resolve('org_00000000000') },
])(
  'A2-11 ATO-12 an address with the org_code of $name is refused before anybody signs in',
  async ({ organization }) => {
    const further = { redirect_uri: at('green'), org_code: await organization() }
    for (const more of [further, { ...further, prompt: 'none' }]) {
      const response = await server.request(authorizePath(shop, pkce(), more))
      const answer = new URL(response.headers.get('location') ?? 'about:blank')
      expect([answer.host, answer.searchParams.get('error')]).toEqual(['green.everycolor.test', 'invalid_request'])
    }
  },
)

test('A2-9 org_code chooses the organization whose address the placeholder stands for', async () => {
  const email = await aMember('placeholder@example.com', red, green)
  const { callback } = await signInByCode(server, shop, email, { org_code: await codeOf(green) })
  expect(callback.host).toBe('green.everycolor.test')
})

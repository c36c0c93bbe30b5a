import { expect, test } from 'vitest'
import { aRole, giveRole, membershipOf } from '../../../../test/access.ts'
import { aDevice, askForCode, enterCode, pollOnce, signInOnDevicePage } from '../../../../test/device.ts'
import { anApi, api, authorize } from '../../../../test/management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  pkce,
  postForm,
  refresh,
  signUp,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const limited = await anApplication(server)
const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs', 'write:logs', 'drop:logs'] })
const mail = await anApi(calls, { audience: 'https://mail.example', keys: ['read:logs', 'send:mail'] })
await authorize(calls, logs, { clientId: client.clientId })
await authorize(calls, mail, { clientId: client.clientId })
await authorize(calls, logs, { clientId: limited.clientId, keys: ['read:logs'] })

let people = 0
type Client = typeof client

/** Signs a person in who has some scopes by a role and others directly. */
async function someone(
  has: { readonly byRole?: readonly string[]; readonly directly?: readonly string[] },
  more: Record<string, string> = {},
  at: Client = client,
) {
  people += 1
  const signedIn = await signUp(server, at, `person${String(people)}@example.com`, { audience: logs.audience, ...more })
  const [user] = await server.query(`select user_id from identities where normalized = $1`, [
    `person${String(people)}@example.com`,
  ])
  const member = await membershipOf(server, String(user?.['user_id']).replaceAll('-', ''))
  const role = await aRole(server, member.businessId, { key: `role-${String(people)}` })
  await giveRole(server, member, role.id)
  for (const id of has.byRole ?? []) await giveScopeToRole(member, role.id, id)
  for (const id of has.directly ?? []) await giveScope(member, id)
  const tokens = (await (await exchange(server, at, signedIn)).json()) as Tokens
  return { member, role, tokens, browser: signedIn.browser }
}

type Member = Awaited<ReturnType<typeof membershipOf>>

const apiOf = async (scopeId: string) =>
  (
    await server.query(`select id, resource_server_id as api from resource_server_scopes where id = $1`, [
      uuid(scopeId),
    ])
  )[0]
const uuid = (scopeId: string) =>
  scopeId.replace('api_scope_', '').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

async function giveScopeToRole({ environmentId, businessId }: Member, roleId: string, scopeId: string) {
  const scope = await apiOf(scopeId)
  await server.query(
    `insert into role_api_scopes (environment_id, role_id, resource_server_id, scope_id, business_id, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [environmentId, roleId, scope?.['api'], scope?.['id'], businessId],
  )
}

async function giveScope({ environmentId, organizationId, userId }: Member, scopeId: string) {
  const scope = await apiOf(scopeId)
  await server.query(
    `insert into membership_api_scopes
       (environment_id, organization_id, user_id, resource_server_id, scope_id, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [environmentId, organizationId, userId, scope?.['api'], scope?.['id']],
  )
}

const scopesOf = ({ access_token: token }: Tokens) => claimsOf(token)['scp']
const apiScopesOf = (tokens: Tokens) => (scopesOf(tokens) as string[]).filter((scope) => scope.includes(':')).toSorted()

const read = logs.scopes['read:logs'] ?? ''
const write = logs.scopes['write:logs'] ?? ''

test('the callback names the granted scopes, including those of APIs (P1-6)', async () => {
  const { browser } = await someone({ byRole: [read], directly: [write] })
  const scopeFor = async (more: Record<string, string>) => {
    const location = await browser.open(authorizePath(client, pkce(), { scope: 'openid', ...more }))
    return new URL(location).searchParams.get('scope')
  }
  expect(await scopeFor({ audience: logs.audience })).toBe('openid read:logs write:logs')
  expect(await scopeFor({ audience: logs.audience, scope: 'openid write:logs drop:logs' })).toBe('openid write:logs')
  expect(await scopeFor({})).toBe('openid')
})

test('a user without a scope of the API gets none of it', async () => {
  const { tokens } = await someone({})
  expect(scopesOf(tokens)).toEqual(['openid', 'profile', 'email', 'offline'])
})

test('a token carries the scopes that roles and direct grants give (AS-28, P4-12)', async () => {
  const { tokens } = await someone({ byRole: [read], directly: [write] })
  expect(scopesOf(tokens)).toEqual(['openid', 'profile', 'email', 'offline', 'read:logs', 'write:logs'])
  expect(claimsOf(tokens.access_token)['scope']).toBe(tokens.scope)
})

test('without the audience the token has none of its scopes', async () => {
  const { tokens } = await someone({ byRole: [read] }, { audience: '' })
  expect(apiScopesOf(tokens)).toEqual([])
})

test('a request that names scopes of the API gets only those (RFC 6749 section 3.3)', async () => {
  const { tokens } = await someone({ byRole: [read, write] }, { scope: 'openid offline write:logs nonsense' })
  expect(scopesOf(tokens)).toEqual(['openid', 'offline', 'write:logs'])
})

test('an application with selected scopes gets no others (AS-28)', async () => {
  const { tokens } = await someone({ byRole: [read, write] }, {}, limited)
  expect(apiScopesOf(tokens)).toEqual(['read:logs'])
})

test('removing the last selected scope from an application widens nothing', async () => {
  const own = await anApplication(server)
  await authorize(calls, logs, { clientId: own.clientId, keys: ['read:logs'] })
  await calls.delete(`/apis/${logs.id}/applications/${own.clientId}/scopes/${read}`)
  const { tokens } = await someone({ byRole: [read, write] }, {}, own)
  expect(apiScopesOf(tokens)).toEqual([])
})

test('a key that is a scope of two APIs is left out unless the user has it in both (AS-48)', async () => {
  const both = `${logs.audience} ${mail.audience}`
  const one = await someone({ byRole: [read, write] }, { audience: both })
  const two = await someone({ byRole: [read, mail.scopes['read:logs'] ?? ''] }, { audience: both })
  expect([apiScopesOf(one.tokens), apiScopesOf(two.tokens)]).toEqual([['write:logs'], ['read:logs']])
})

test('a lost scope is not in the next token, although the old one has not expired', async () => {
  const { member, role, tokens } = await someone({ byRole: [read], directly: [write] })
  await server.query(`delete from role_api_scopes where role_id = $1`, [role.id])
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(apiScopesOf(next)).toEqual(['write:logs'])
  await server.query(`delete from membership_api_scopes where user_id = $1`, [member.userId])
  const last = (await (await refresh(server, client, next.refresh_token)).json()) as Tokens
  expect([next.scope, apiScopesOf(last)]).toEqual(['openid profile email offline write:logs', []])
})

test('a new scope is in the next token', async () => {
  const { member, tokens } = await someone({})
  await giveScope(member, read)
  const next = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(apiScopesOf(next)).toEqual(['read:logs'])
})

test.each([
  { scope: 'openid read:logs', expected: ['openid', 'read:logs'] },
  { scope: 'openid', expected: ['openid'] },
  // Granted at first, and lost by the user since: the scope is narrowed, not rejected.
  { scope: 'openid drop:logs', expected: ['openid'] },
])('a refresh narrows to $scope', async ({ scope, expected }) => {
  const { tokens } = await someone({ byRole: [read, write] })
  const fields = { grant_type: 'refresh_token', client_id: client.clientId, refresh_token: tokens.refresh_token, scope }
  const next = (await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens
  expect([scopesOf(next), next.scope]).toEqual([expected, expected.join(' ')])
})

test('a refresh does not widen to scopes that the first request did not name (AS-30)', async () => {
  const { tokens } = await someone({ byRole: [read, write] }, { scope: 'openid offline write:logs' })
  const fields = { grant_type: 'refresh_token', client_id: client.clientId, refresh_token: tokens.refresh_token }
  const answer = await postForm(server, '/oauth2/token', { ...fields, scope: 'openid read:logs' })
  expect(answer.status).toBe(400)
})

async function deviceOf(fields: Record<string, string> = {}) {
  const clientId = await aDevice(server)
  await authorize(calls, logs, { clientId })
  return { clientId, asked: await askForCode(server, { client_id: clientId, audience: logs.audience, ...fields }) }
}

/** Opens the consent page of a person with both scopes. */
async function consentPage(asked: Awaited<ReturnType<typeof askForCode>>, email: string) {
  const browser = await enterCode(server, asked.user_code)
  await signInOnDevicePage(server, browser, email)
  const [user] = await server.query(`select user_id from identities where normalized = $1`, [email])
  const member = await membershipOf(server, String(user?.['user_id']).replaceAll('-', ''))
  await giveScope(member, read)
  await giveScope(member, write)
  const page = await browser.open(browser.page?.url ?? '')
  return { browser, member, page }
}

test('the consent page of a device lists the scopes that the user has, and approving grants them (P4-10)', async () => {
  const { clientId, asked } = await deviceOf()
  const { browser } = await consentPage(asked, 'viewer@example.com')
  const html = browser.page?.html ?? ''
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: clientId, device_code: asked.device_code })
  expect(['read:logs', 'write:logs', 'drop:logs'].map((key) => html.includes(key))).toEqual([true, true, false])
  expect(apiScopesOf(body)).toEqual(['read:logs', 'write:logs'])
})

test('the consent page of a device names the API and describes the scopes (P4-10, DV-06)', async () => {
  const id = logs.scopes['read:logs'] ?? ''
  await calls.patch(`/apis/${logs.id}/scopes/${id}`, { description: 'Read every <line> of the log' })
  const { asked } = await deviceOf()
  const { browser } = await consentPage(asked, 'described@example.com')

  expect(browser.page?.html).toMatch(
    /Use API of https:\/\/logs\.example for you.*Read every &lt;line&gt; of the log.*<code>write:logs<\/code>/s,
  )
  expect(browser.page?.html).not.toContain('drop:logs')
})

test('a device gets no scope that its consent page did not list', async () => {
  const { clientId, asked } = await deviceOf()
  const { browser, member } = await consentPage(asked, 'later@example.com')
  await giveScope(member, logs.scopes['drop:logs'] ?? '')
  await browser.submit('approve')
  expect(browser.page?.html).toContain('drop:logs')
  await browser.submit('approve')
  await server.query(`delete from membership_api_scopes where user_id = $1 and scope_id = $2`, [
    member.userId,
    uuid(read),
  ])
  const { body } = await pollOnce(server, { client_id: clientId, device_code: asked.device_code })
  expect(apiScopesOf(body)).toEqual(['drop:logs', 'write:logs'])
})

test('the consent page of a device that names scopes lists only those', async () => {
  const { clientId, asked } = await deviceOf({ scope: 'openid read:logs' })
  const { browser } = await consentPage(asked, 'narrow@example.com')
  await browser.submit('approve')
  const { body } = await pollOnce(server, { client_id: clientId, device_code: asked.device_code })
  expect(scopesOf(body)).toEqual(['openid', 'read:logs'])
})

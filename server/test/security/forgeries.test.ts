import { expect, test } from 'vitest'
import { api, managementToken } from '../management.ts'
import { anApplication, authorizePath, manage, pkce, postForm, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'
import { forgeriesOf } from './forgeries.ts'

const server = await startServer()
const spa = await anApplication(server)
const BYE = 'https://app.example.com/bye'
await manage(server, 'POST', `/api/v1/applications/${spa.clientId}/auth_logout_urls`, { urls: [BYE] })
const { browser, ...signedIn } = await signUp(server, spa, 'ada@example.com')
const tokens = await tokensOf(server, spa, { browser, ...signedIn })
const management = await managementToken(server)

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const profileOf = (token: string) => server.request('/oauth2/v2/user_profile', { headers: bearer(token) })

async function silently(hint: string): Promise<URLSearchParams> {
  return new URL(await browser.open(authorizePath(spa, pkce(), { id_token_hint: hint, prompt: 'none' }))).searchParams
}

function logoutPath(hint: string): string {
  const parameters = { id_token_hint: hint, client_id: spa.clientId, post_logout_redirect_uri: BYE }
  return `/logout?${new URLSearchParams(parameters).toString()}`
}

test.each(Object.entries(await forgeriesOf(server, tokens.access_token)))(
  'AS-43 AS-44 ATO-25 an access token with %s opens nothing and ends nothing',
  async (_name, token) => {
    const account = await server.request('/account_api/v1/roles', { headers: bearer(token) })
    const asked = await postForm(server, '/oauth2/introspect', { token }, bearer(management))
    const asking = await postForm(server, '/oauth2/introspect', { token }, bearer(token))
    await postForm(server, '/oauth2/revoke', { token, client_id: spa.clientId })

    expect([(await profileOf(token)).status, account.status, asking.status]).toEqual([401, 401, 401])
    expect(await asked.json()).toEqual({ active: false })
    expect((await profileOf(tokens.access_token)).status).toBe(200)
  },
)

test.each(Object.entries(await forgeriesOf(server, management)))(
  'AS-43 AS-44 ATO-25 the Management API refuses a token with %s',
  async (_name, token) => {
    expect((await (await api(server, { token })).get('/applications')).status).toBe(401)
  },
)

test.each(Object.entries(await forgeriesOf(server, tokens.id_token)))(
  'AS-43 AS-44 ATO-25 an ID token with %s is no hint, neither at sign-in nor at sign-out',
  async (_name, hint) => {
    const answer = await silently(hint)
    await browser.open(logoutPath(hint))

    expect(answer.get('error')).toBe('login_required')
    expect(browser.page?.html).toContain('action="/logout/confirm"')
  },
)

test('ATO-25 the token that all of them were made from works', async () => {
  const answer = await silently(tokens.id_token)
  const profile = await profileOf(tokens.access_token)
  const location = await browser.open(logoutPath(tokens.id_token))

  expect([profile.status, location]).toEqual([200, BYE])
  expect(answer.get('code')).toBeTruthy()
})

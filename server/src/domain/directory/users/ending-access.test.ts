import { expect, test } from 'vitest'
import { type BrowserSession } from '../../../../test/browser-session.ts'
import { api, type Api } from '../../../../test/management.ts'
import {
  anApplication,
  claimsOf,
  exchange,
  refresh,
  signUp,
  authorizePath,
  pkce,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)

async function signedIn(email: string) {
  const flow = await signUp(server, client, email)
  const tokens = (await (await exchange(server, client, flow)).json()) as Tokens
  return { browser: flow.browser, tokens, id: String(claimsOf(tokens.id_token ?? '')['sub']) }
}

async function openedBy(browser: BrowserSession, tokens: Tokens) {
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  const refreshed = await refresh(server, client, tokens.refresh_token ?? '')
  const silent = await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))
  return {
    profile: profile.status,
    refresh: refreshed.status,
    session: new URL(silent, server.origin).searchParams.get('error'),
  }
}

const CLOSED = { profile: 401, refresh: 400, session: 'login_required' }

test.each<[string, (calls: Api, id: string) => Promise<unknown>]>([
  ['suspended', (api, id) => api.patch(`/user?id=${id}`, { is_suspended: true })],
  ['deleted but for the profile', (api, id) => api.delete(`/user?id=${id}`)],
  ['deleted', (api, id) => api.delete(`/user?id=${id}&is_delete_profile=true`)],
  [
    'left without identity',
    async (api, id) => {
      const { identities } = (await api.get(`/users/${id}/identities`)).body
      await api.delete(`/identities/${identities[0].id}`)
    },
  ],
])('sessions and tokens of a user who is %s end at once (AS-30)', async (what, act) => {
  const { browser, tokens, id } = await signedIn(`${what.replaceAll(' ', '-')}@example.com`)
  await act(calls, id)
  expect(await openedBy(browser, tokens)).toEqual(CLOSED)
})

test('sessions and tokens that a suspension ended stay ended when it is lifted', async () => {
  const { browser, tokens, id } = await signedIn('back@example.com')
  await calls.patch(`/user?id=${id}`, { is_suspended: true })
  await calls.patch(`/user?id=${id}`, { is_suspended: false })
  expect(await openedBy(browser, tokens)).toEqual(CLOSED)
})

test('sign-ins are counted, per user and per identity (U1-21)', async () => {
  const { id } = await signedIn('counted@example.com')
  const user = (await calls.get(`/user?id=${id}`)).body
  const { identities } = (await calls.get(`/users/${id}/identities`)).body
  expect(user).toMatchObject({ total_sign_ins: 1, failed_sign_ins: 0, last_signed_in: expect.any(String) })
  expect(identities).toMatchObject([{ total_logins: 1, last_login_on: user.last_signed_in, is_confirmed: true }])
})

test('a changed name is in the claims of the next refresh (P3-8)', async () => {
  const { tokens, id } = await signedIn('renamed@example.com')
  await server.advance(1)
  await calls.patch(`/user?id=${id}`, { given_name: 'Renamed' })
  const next = (await (await refresh(server, client, tokens.refresh_token ?? '')).json()) as Tokens
  expect(claimsOf(next.id_token ?? '')).toMatchObject({ given_name: 'Renamed' })
  expect(next.access_token).not.toBe(tokens.access_token)
})

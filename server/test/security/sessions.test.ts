import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  manage,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../oauth.ts'
import { startServers } from '../processes.ts'

const { server, at } = await startServers(2)
const client = await anApplication(server)
const profileAt = async (index: number, { access_token: token }: Tokens) =>
  (await at(index).request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })).status

async function signIn(email: string) {
  const { browser, callback, proof } = await signUp(at(0), client, email)
  const tokens = (await (await exchange(at(0), client, { callback, proof })).json()) as Tokens
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const path = `/api/v1/users/${String(claimsOf(tokens.id_token)['sub'])}/sessions`
  return { browser, cookie, tokens, path }
}

test('AS-30 a session ended by one process is over in the other at once: access, refresh and silent sign-in', async () => {
  const { tokens, path, cookie } = await signIn('ended@example.com')
  await manage(at(0), 'DELETE', path)
  const silent = await at(1).request(authorizePath(client, pkce(), { prompt: 'none' }), { headers: { cookie } })
  expect(await profileAt(1, tokens)).toBe(401)
  expect((await refresh(at(1), client, tokens.refresh_token)).status).toBe(400)
  expect(silent.headers.get('location')).toContain('error=login_required')
})

test('ATO-27 a silent sign-in at the moment of the sign-out is either before it, and ended, or refused', async () => {
  const { cookie, browser } = await signIn('race@example.com')
  const proof = pkce()
  const ask = (index: number) =>
    at(index).request(authorizePath(client, proof, { prompt: 'none' }), { headers: { cookie } })
  const asked = Array.from({ length: 24 }, (_, index) => ask(index))
  const signedOut = browser.open('/logout')
  const more = Array.from({ length: 24 }, (_, index) => ask(index))
  const answers = await Promise.all([...asked, ...more])
  await signedOut
  const locations = answers.map((answer) => new URL(answer.headers.get('location') ?? ''))
  const codes = locations.filter(({ searchParams }) => searchParams.has('code'))
  const exchanged = await Promise.all(codes.map((callback) => exchange(server, client, { callback, proof })))
  expect(exchanged.filter(({ status }) => status !== 400)).toEqual([])
  expect(locations.filter(({ searchParams }) => searchParams.get('error') === 'login_required')).toHaveLength(
    locations.length - codes.length,
  )
})

test('ATO-27 a refresh at the moment of the sign-out leaves no token that works', async () => {
  const { tokens, path } = await signIn('refresh@example.com')
  const attempts = Array.from({ length: 24 }, (_, index) => refresh(at(index), client, tokens.refresh_token))
  await manage(at(0), 'DELETE', path)
  const answers = await Promise.all(attempts)
  const given = (await Promise.all(answers.filter(({ ok }) => ok).map((answer) => answer.json()))) as Tokens[]
  const works = await Promise.all(given.map((one, index) => profileAt(index, one)))
  const again = await Promise.all(given.map((one) => refresh(server, client, one.refresh_token)))
  expect(works.filter((status) => status !== 401)).toEqual([])
  expect(again.filter(({ ok }) => ok)).toEqual([])
})

test('ATO-27 one of ten simultaneous requests ends the session', async () => {
  const { path } = await signIn('twice@example.com')
  const { sessions } = (await manage(server, 'GET', path)) as { sessions: { session_id: string }[] }
  const one = `${path}/${sessions[0]?.session_id ?? ''}`
  const ends = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => manage(at(index), 'DELETE', one)))
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { Authenticator, type RequestOptions } from '../../../test/authenticator.ts'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  manage,
  pkce,
  signUp,
  type Tokens,
} from '../../../test/oauth.ts'
import { addPasskey, optionsOn, passkeyPeople, setPasskeyPolicy, showPasskey, textOf } from '../../../test/passkeys.ts'
import { anotherProcess, startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
await setPasskeyPolicy(server, 'optional')
const { aPerson, firstPage, byCode, passkeysOf } = passkeyPeople(server, client)

/** Counts the sessions that a passkey opened for a person. */
async function sessionsOf(email: string) {
  const rows = await server.query(
    `select from sessions s join identities i using (environment_id, user_id)
     where i.value = $1 and s.method = 'passkey'`,
    [email],
  )
  return rows.length
}

test('a person signs in with a passkey alone, and the tokens show two factors (M8-1)', async () => {
  const { device, email } = await aPerson('alone@example.com')
  const { browser, proof } = await firstPage()
  const callback = new URL(await showPasskey(browser, device))
  const tokens = (await (await exchange(server, client, { callback, proof })).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ email, amr: ['hwk', 'user', 'mfa'] })
  const [session] = await server.query(`select method from sessions order by created_at desc limit 1`)
  expect(session).toEqual({ method: 'passkey' })
})

test('a synced passkey is a key in software (RFC 8176)', async () => {
  const { device } = await aPerson('synced@example.com', { isSynced: true })
  const { browser, proof } = await firstPage()
  const callback = new URL(await showPasskey(browser, device, { isSynced: true }))
  const tokens = (await (await exchange(server, client, { callback, proof })).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ amr: ['swk', 'user', 'mfa'] })
})

test('the first page asks everybody for the same, and its challenge is new each time (ATO-10)', async () => {
  const { email } = await aPerson('known@example.com')
  const asked = await Promise.all(
    [email, 'nobody@example.com'].map(async (login_hint) => {
      const { browser } = await firstPage(new BrowserSession(server), { login_hint })
      expect(browser.page?.html).toContain('autocomplete="username webauthn"')
      return optionsOn(browser) as RequestOptions
    }),
  )
  const [one, other] = asked
  expect(one?.challenge).not.toBe(other?.challenge)
  expect(asked.map(({ challenge, ...same }) => [challenge.length, same])).toEqual(
    asked.map(() => [one?.challenge.length, { rpId: 'localhost', userVerification: 'required', allowCredentials: [] }]),
  )
})

test.each([
  ['of another origin', { origin: 'https://localhost' }, 'could not be confirmed'],
  ['of a subdomain', { origin: 'http://evil.localhost:3000' }, 'could not be confirmed'],
  ['of another host', { rpId: 'example.com' }, 'could not be confirmed'],
  ['signed with another key', { isForged: true }, 'could not be confirmed'],
  ['asked for in a frame of another site', { crossOrigin: true }, 'could not read'],
  ['with a challenge of somebody else', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'took too long'],
  ['whose device did not verify the person', { isUnverified: true }, 'did not check that it is you'],
  ['that names another account', { userHandle: Buffer.alloc(16) }, 'No account here has this passkey'],
  ['that names no account', { userHandle: null }, 'No account here has this passkey'],
])('refuses a passkey %s (ATO-28)', async (what, faults, words) => {
  const { device } = await aPerson(`${what.replaceAll(' ', '-')}@example.com`)
  const { browser } = await firstPage()
  await showPasskey(browser, device, faults)
  expect(browser.page?.status).toBe(400)
  expect(textOf(browser)).toContain(words)
  expect([...browser.cookies.keys()].filter((name) => name.includes('session'))).toEqual([])
})

test('refuses what is no answer of an authenticator', async () => {
  const { browser } = await firstPage()
  for (const credential of ['', '{', '{}', 'null', '[]', JSON.stringify({ id: 'a', rawId: 'a', type: 'public-key' })]) {
    await browser.submit('passkey', { credential })
    expect([browser.page?.status, textOf(browser).includes('could not read')]).toEqual([400, true])
  }
})

test('a challenge is valid in its flow and its browser only, and for minutes (ATO-06, ATO-28)', async () => {
  const { device } = await aPerson('bound@example.com')
  const [{ browser: one }, { browser: other }] = [await firstPage(), await firstPage()]
  await other.submit('passkey', { credential: device.get(optionsOn(one) as RequestOptions) })
  expect(textOf(other)).toContain('took too long')

  const credential = device.get(optionsOn(one) as RequestOptions)
  await server.advance(301)
  await one.submit('passkey', { credential })
  expect(textOf(one)).toContain('took too long')
  expect(new URL(await showPasskey(one, device)).searchParams.get('code')).toBeTruthy()
})

test('a page that stays open gets another challenge', async () => {
  const { device } = await aPerson('patient@example.com')
  const { browser } = await firstPage()
  const options = optionsOn(browser) as RequestOptions
  const [, href = ''] = /data-renew="([^"]*)"/.exec(browser.page?.html ?? '') ?? []
  await server.advance(280)
  const first = browser.page
  await browser.open(href.replaceAll('&amp;', '&'))
  const { challenge } = JSON.parse(browser.page?.html ?? '') as { challenge: string }
  browser.page = first
  await server.advance(280)
  const credential = device.get({ ...options, challenge })
  expect(new URL(await browser.submit('passkey', { credential })).searchParams.get('code')).toBeTruthy()
  const stranger = await server.request(href.replaceAll('&amp;', '&'))
  expect(await stranger.json()).toEqual({})
})

test('of simultaneous answers to one challenge one is accepted, on two processes (ATO-27)', async () => {
  const second = await anotherProcess(server)
  const { device } = await aPerson('racing@example.com')
  const { browser } = await firstPage()
  const form = browser.form('passkey')
  const credential = device.get(optionsOn(browser) as RequestOptions)
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const init = browser.formPost({ ...form.fields, credential })
  const headers = { ...(init.headers as Record<string, string>), cookie }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_none, at) =>
      (at % 2 === 0 ? server : second).request(form.action, { ...init, headers }),
    ),
  )
  expect(answers.map(({ status }) => status).filter((status) => ![303, 429].includes(status))).toEqual([])
  expect(await sessionsOf('racing@example.com')).toBe(1)
  expect(await server.query(`select from spent_passkey_challenges group by digest having count(*) > 1`)).toEqual([])
})

test('an answer that was used gets the browser what it got before, and opens nothing more (ATO-28)', async () => {
  const { device } = await aPerson('replayed@example.com')
  const { browser } = await firstPage()
  const { page } = browser
  const credential = device.get(optionsOn(browser) as RequestOptions)
  const first = await browser.submit('passkey', { credential })
  browser.page = page
  expect(await browser.submit('passkey', { credential })).toBe(first)
  expect(await sessionsOf('replayed@example.com')).toBe(1)
})

test('a credential belongs to one account (ATO-28)', async () => {
  const { device } = await aPerson('first@example.com')
  const { browser } = await signUp(server, client, 'second@example.com')
  const id = device.credentials[0]?.id ?? Buffer.alloc(0)
  await addPasskey(browser, new Authenticator(server.origin), { id })
  expect([browser.page?.status, textOf(browser).includes('belongs to an account already')]).toEqual([400, true])
})

test.each([
  ['of another origin', { origin: 'http://other.localhost:3000' }, 'could not be confirmed'],
  ['for another host', { rpId: 'other.localhost' }, 'could not be confirmed'],
  ['with another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'took too long'],
  ['whose device did not verify the person', { isUnverified: true }, 'did not check that it is you'],
])('refuses to register a passkey %s (ATO-28)', async (what, faults, words) => {
  const { browser } = await signUp(server, client, `register-${what.replaceAll(' ', '-')}@example.com`)
  await addPasskey(browser, new Authenticator(server.origin), faults)
  expect([browser.page?.status, textOf(browser).includes(words)]).toEqual([400, true])
})

test('a counter that did not rise is noted in the trace, and the person gets in (ATO-28)', async () => {
  const { device } = await aPerson('counted@example.com', { count: 5 })
  const { browser: one } = await firstPage()
  await showPasskey(one, device, { count: 6 })
  const { browser: two } = await firstPage()
  const callback = new URL(await showPasskey(two, device, { count: 6 }))
  expect(callback.searchParams.get('code')).toBeTruthy()
  const traces = await server.query(
    `select steps::text from flow_traces where steps::text like '%may have been copied%'`,
  )
  expect(traces).toHaveLength(1)
})

test('"Not now" is remembered, and a person who only used codes is asked once (M8-1)', async () => {
  const email = 'later@example.com'
  const { browser } = await signUp(server, client, email)
  expect(textOf(browser)).toContain('Sign in faster with a passkey')
  expect(new URL(await browser.submit('passkey-later')).searchParams.get('code')).toBeTruthy()
  const { answer } = await byCode(email)
  expect(new URL(answer).searchParams.get('code')).toBeTruthy()
})

test('a person who has a passkey is not offered another one, and signs in with a code as before', async () => {
  const { email } = await aPerson('both@example.com')
  const { answer } = await byCode(email)
  expect(new URL(answer).searchParams.get('code')).toBeTruthy()
})

test('a sign-in under way ends when its passkey is removed', async () => {
  const several = await anApplication(server)
  await manage(server, 'PUT', '/api/v1/passkey', { policy: 'optional' })
  const { device, email } = await aPerson('under-way@example.com')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(several, pkce(), { prompt: 'consent' }))
  await showPasskey(browser, device)
  const { path, passkeys } = await passkeysOf(email)
  await manage(server, 'DELETE', `${path}/${passkeys[0]?.id ?? ''}`)
  await browser.submit('consent')
  expect(textOf(browser)).toContain(email)
  expect(await sessionsOf(email)).toBe(0)
})

/** The same environment at another host. */
async function atHost(host: string) {
  const origin = `http://${host}:3000`
  await server.query(
    `insert into hosts (host, environment_id, origin, is_built_in, is_primary, created_at)
     select $1, environment_id, $2, false, false, now() from hosts where origin = $3
     on conflict do nothing`,
    [`${host}:3000`, origin, server.origin],
  )
  return { ...server, origin }
}

test('a passkey of another host is neither accepted nor counted as one (ATO-28)', async () => {
  const { device, email } = await aPerson('hosts@example.com')
  const browser = new BrowserSession(await atHost('shop.localhost'))
  await firstPage(browser)
  expect(optionsOn(browser)).toMatchObject({ rpId: 'shop.localhost' })
  await showPasskey(browser, device, { origin: 'http://shop.localhost:3000' })
  expect(textOf(browser)).toContain('No account here has this passkey')
  await byCode(email, browser)
  expect(textOf(browser)).toContain('Sign in faster with a passkey')
})

test('at an IP address there are no passkeys, and nobody is asked for one', async () => {
  const browser = new BrowserSession(await atHost('192.0.2.7'))
  await setPasskeyPolicy(server, 'mandatory')
  await firstPage(browser)
  expect(browser.page?.html).not.toContain('passkey')
  const { answer } = await byCode('address@example.com', browser).finally(() => setPasskeyPolicy(server, 'optional'))
  expect(textOf(browser)).not.toContain('passkey')
  expect(answer).toContain('/auth/')
})

test('where passkeys are mandatory, a person must set one up, and a password or a code alone gets nobody in (M8-1)', async () => {
  await setPasskeyPolicy(server, 'mandatory')
  const email = 'mandatory@example.com'
  const { browser } = await signUp(server, client, email)
  expect(textOf(browser)).toContain('Set up a passkey')
  expect(textOf(browser)).not.toContain('Not now')
  const later = browser.form('passkey-add').action.replace('passkey-add', 'passkey-later')
  await browser.open(later, browser.formPost(browser.form('passkey-add').fields))
  expect(textOf(browser)).toContain('Set up a passkey')
  const device = new Authenticator(server.origin)
  expect(new URL(await addPasskey(browser, device)).searchParams.get('code')).toBeTruthy()

  const { browser: again, proof } = await byCode(email)
  expect(textOf(again)).toContain('Confirm with your passkey')
  expect((optionsOn(again) as RequestOptions).allowCredentials).toHaveLength(1)
  await showPasskey(again, device, { verb: 'passkey-check', isForged: true })
  expect(textOf(again)).toContain('could not be confirmed')
  const callback = new URL(
    await showPasskey(again, device, { verb: 'passkey-check', isUnverified: true, userHandle: null }),
  )
  const tokens = (await (await exchange(server, client, { callback, proof })).json()) as Tokens
  expect(claimsOf(tokens.id_token)).toMatchObject({ amr: ['otp', 'hwk', 'user', 'mfa'] })
  await setPasskeyPolicy(server, 'optional')
})

test('the passkey of another account does not confirm a sign-in (ATO-28)', async () => {
  const { email } = await aPerson('confirmed@example.com')
  const { device: other } = await aPerson('confirming@example.com')
  await setPasskeyPolicy(server, 'mandatory')
  const { browser } = await byCode(email)
  await showPasskey(browser, other, { verb: 'passkey-check' })
  expect(textOf(browser)).toContain('No account here has this passkey')
  await setPasskeyPolicy(server, 'optional')
})

test('a passkey is the second factor after a code, and alone satisfies a required one', async () => {
  const { device, email } = await aPerson('factor@example.com')
  await server.query(
    `update environments set settings = settings || '{"mfaPolicy":"required","mfaFactors":["passkey"]}' where id =
     (select environment_id from hosts where origin = $1)`,
    [server.origin],
  )
  await server.query(`select pg_notify('gatehouse_changed', 'host:')`)
  const other = await anotherProcess(server)
  const { browser } = await byCode(email, new BrowserSession(other))
  expect(textOf(browser)).toContain('Confirm with your passkey')
  expect(new URL(await showPasskey(browser, device, { verb: 'passkey-check' })).searchParams.get('code')).toBeTruthy()
  const { browser: alone } = await firstPage(new BrowserSession(other))
  expect(new URL(await showPasskey(alone, device)).searchParams.get('code')).toBeTruthy()
})

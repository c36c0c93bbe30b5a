import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  signUp,
  type Tokens,
} from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const LONG = 'x'.repeat(7_000)
/** Each character takes three in an address. */
const WIDE = '"'.repeat(3_000)

async function begun(more: Record<string, string> = {}): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { state: LONG, ...more }))
  return browser
}

/** Returns every link and form of the page that leads to another page of the flow, as a browser would request it. */
function waysOf(html: string): { readonly address: string; readonly fields: Record<string, string> | undefined }[] {
  const links = [...html.matchAll(/<a href="(\/[^"]*)"/g)].map(([, href = '']) => ({
    address: href,
    fields: undefined,
  }))
  const forms = [...html.matchAll(/<form method="post"([^>]*)>(.*?)<\/form>/gs)].flatMap(
    ([, attributes = '', body = '']) => {
      const hidden = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
      const own = /action="([^"]+)"/.exec(attributes)?.[1]
      const others = [...body.matchAll(/formaction="([^"]+)"/g)].map(([, action = '']) => action)
      return [...(own === undefined ? [] : [own]), ...others].map((address) => ({ address, fields }))
    },
  )
  return [...links, ...forms].map(({ address, fields }) => ({ address: address.replaceAll('&amp;', '&'), fields }))
}

async function follow(browser: BrowserSession, part: string): Promise<void> {
  const way = waysOf(browser.page?.html ?? '').find(({ address }) => address.includes(part))
  if (!way) throw new Error(`nothing on the page leads to ${part}`)
  await browser.open(way.address, way.fields && browser.formPost(way.fields))
}

test('every link and form on a page of a long request gets an answer', async () => {
  const browser = await begun()
  const ways = waysOf(browser.page?.html ?? '').filter(({ address }) => address.startsWith('/auth/start'))
  expect(ways.length).toBeGreaterThan(2)
  for (const { address, fields } of ways) {
    await browser.open(address, fields && browser.formPost(fields))
    expect(browser.page?.status).toBe(200)
  }
})

test('a long request is shown in another language, turned into a sign-up, and ends with its state', async () => {
  const browser = await begun()
  await follow(browser, 'lang=de')
  expect(browser.page?.html).toContain('<html lang="de"')
  await follow(browser, 'intent=sign_up')
  expect(browser.page?.html).toContain('<html lang="de"')
  const email = 'long@example.com'
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const answer = new URL(await browser.submit('code', { code: await mailedCode(server, email) }))
  expect([answer.searchParams.get('code') !== null, answer.searchParams.get('state')]).toEqual([true, LONG])
})

test('a short request keeps links that can be opened in another tab', async () => {
  const browser = await begun({ state: 'short' })
  expect(browser.page?.html).toMatch(/<a href="\/auth\/start\?intent=sign_in&amp;flow=[^"]+lang=de"/)
})

test('a long page that another site posts is refused', async () => {
  const browser = await begun()
  const [way] = waysOf(browser.page?.html ?? '').filter(({ fields }) => fields?.['flow'] !== undefined)
  const post = browser.formPost(way?.fields ?? {})
  await browser.open('/auth/start', { ...post, headers: { ...post.headers, 'sec-fetch-site': 'cross-site' } })
  expect(browser.page?.status).toBe(403)
})

test('a state that fits no answer is rejected with an error at the application, where that error fits', async () => {
  const browser = new BrowserSession(server)
  const state = 'x'.repeat(7_700)
  const answer = new URL(await browser.open(authorizePath(client, pkce(), { state })))
  expect(Object.fromEntries(answer.searchParams)).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^state is too long/),
    state,
  })
})

test('a state that does not even fit the error is rejected on a page', async () => {
  const browser = new BrowserSession(server)
  await browser.open(
    `/oauth2/auth`,
    browser.formPost(
      Object.fromEntries(new URL(authorizePath(client, pkce(), { state: WIDE }), server.origin).searchParams),
    ),
  )
  expect(browser.page?.status).toBe(400)
  expect(browser.page?.html).toContain('state is too long')
})

test('a nonce longer than 2,048 characters is rejected with its own error, and one of that length comes back', async () => {
  const refused = new URL(
    await new BrowserSession(server).open(authorizePath(client, pkce(), { nonce: 'n'.repeat(2_049) })),
  )
  expect(Object.fromEntries(refused.searchParams)).toMatchObject({
    error: 'invalid_request',
    error_description: 'nonce is too long: at most 2048 characters.',
  })
  const nonce = 'n'.repeat(2_048)
  const signedIn = await signUp(server, client, 'nonce@example.com', { nonce })
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  expect(claimsOf(tokens.id_token)['nonce']).toBe(nonce)
})

test('a long state that is posted to the application works to the end', async () => {
  const browser = new BrowserSession(server)
  const state = 'y'.repeat(14_000)
  const path = authorizePath(client, pkce(), { state, response_mode: 'form_post' })
  await browser.open('/oauth2/auth', browser.formPost(Object.fromEntries(new URL(path, server.origin).searchParams)))
  const email = 'posted-long@example.com'
  await follow(browser, 'intent=sign_up')
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  expect(browser.page?.html).toContain(`name="state" value="${state}"`)
})

test('the length of a posted request counts as a browser encodes it', async () => {
  const browser = new BrowserSession(server)
  await browser.open('/oauth2/auth', { ...browser.formPost({}), body: `client_id=x&nonce=${'\u0001'.repeat(8_000)}` })
  expect([browser.page?.status, browser.page?.html.includes('BODY_TOO_LARGE')]).toEqual([400, true])
})

test('a sign-out with a state that fits no address is rejected and ends nothing', async () => {
  const browser = new BrowserSession(server)
  await browser.open('/logout', browser.formPost({ client_id: client.clientId, state: WIDE }))
  expect([browser.page?.status, browser.page?.html.includes('invalid_request')]).toEqual([400, true])
})

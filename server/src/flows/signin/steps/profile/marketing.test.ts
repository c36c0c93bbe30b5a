import { expect, test } from 'vitest'
import { api } from '../../../../../test/management.ts'
import { BrowserSession } from '../../../../../test/browser-session.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../../../test/oauth.ts'
import { startServer } from '../../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const asking = await anApplication(server)
await calls.patch(`/applications/${asking.clientId}`, { has_marketing_consent: true })
const silent = await anApplication(server)

interface Arrival {
  readonly client?: typeof asking
  readonly typed?: Record<string, string>
  readonly tags?: Record<string, string>
}

/** Signs a person up, and returns the values of the properties that they have then. */
async function signUp(email: string, { client = asking, typed = {}, tags = {} }: Arrival) {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create', ...tags }))
  await browser.submit('register', { email, given_name: 'Ada', ...typed })
  await browser.submit('code', { code: await mailedCode(server, email) })
  const { users } = (await calls.get(`/users?email=${email}`)).body
  const { properties } = (await calls.get(`/users/${users[0].id}/properties`)).body
  const set = properties.filter(({ value }: { value: string | null }) => value !== null)
  return Object.fromEntries(set.map(({ key, value }: { key: string; value: string }) => [key, value]))
}
const consent = (value: string) => ({ kp_marketing_consent: value, kp_usr_is_marketing_opt_in: value })

test('a person who ticks the box wants news, and one who does not tick it does not (A6-6)', async () => {
  expect(await signUp('yes@example.com', { typed: { marketing_consent: 'true' } })).toEqual(consent('true'))
  expect(await signUp('no@example.com', {})).toEqual(consent('false'))
})

test('the box is not ticked and not required (A6-7)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(asking, pkce(), { prompt: 'create' }))
  const box = /<input[^>]*name="marketing_consent"[^>]*>/.exec(browser.page?.html ?? '')?.[0]
  expect(box).toBeDefined()
  expect(box).not.toMatch(/checked|required/)
})

test('a tick stays while the person corrects the rest of the form', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(asking, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email: 'wrong@', marketing_consent: 'true' })
  expect(browser.page?.html).toMatch(/<input[^>]*name="marketing_consent"[^>]*checked/)
})

test('an application that does not ask shows no box and stores nothing', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(silent, pkce(), { prompt: 'create' }))
  expect(browser.page?.html).not.toContain('marketing_consent')
  expect(await signUp('unasked@example.com', { client: silent, typed: { marketing_consent: 'true' } })).toEqual({})
})

test('a new person who came to sign in is asked together with their name', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(asking, pkce()))
  await browser.submit('identify', { email: 'late@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'late@example.com') })
  await browser.submit('profile', { given_name: 'Late', marketing_consent: 'true' })
  const { users } = (await calls.get('/users?email=late@example.com')).body
  const { properties } = (await calls.get(`/users/${users[0].id}/properties`)).body
  expect(properties).toContainEqual(expect.objectContaining({ key: 'kp_marketing_consent', value: 'true' }))
})

test('marketing tags of the request are stored for a new person', async () => {
  const tags = { utm_source: 'news letter', gclid: 'a\u0007b', hsa_acc: '1', unknown_tag: 'x', utm_term: '' }
  expect(await signUp('tagged@example.com', { client: silent, tags })).toEqual({
    kp_usr_utm_source: 'news letter',
    kp_usr_gclid: 'a b',
    kp_usr_hsa_acc: '1',
  })
})

test('a sign-up does not fail because a property is missing', async () => {
  await server.query(`delete from properties where key = 'kp_usr_utm_source'`)
  const tags = { utm_source: 'gone', utm_medium: 'mail' }
  expect(await signUp('kept@example.com', { client: silent, tags })).toEqual({ kp_usr_utm_medium: 'mail' })
})

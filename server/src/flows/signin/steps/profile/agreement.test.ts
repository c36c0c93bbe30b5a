import { beforeEach, expect, test } from 'vitest'
import { api } from '../../../../../test/management.ts'
import { BrowserSession } from '../../../../../test/browser-session.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../../../test/oauth.ts'
import { startServer } from '../../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const terms_url = 'https://example.com/terms'
const privacy_url = 'https://example.com/privacy'

beforeEach(async () => {
  await calls.patch('/environment/settings', { is_click_wrap: true, terms_url, privacy_url })
})

async function comeToSignUp(to = authorizePath(client, pkce(), { prompt: 'create' })) {
  const browser = new BrowserSession(server)
  await browser.open(to)
  return browser
}

const boxOf = ({ page }: BrowserSession) => /<input[^>]*name="agreement"[^>]*>/.exec(page?.html ?? '')?.[0]
const isUser = async (email: string) => (await calls.get(`/users?email=${email}`)).body.users.length === 1
const agreementsOf = (email: string) =>
  server.query(
    `select a.terms_url, a.privacy_url, a.accepted_at from agreements a
      join identities i on i.environment_id = a.environment_id and i.user_id = a.user_id where i.normalized = $1`,
    [email],
  )

test('the box is required, not ticked, and links to both documents (A6-9, T1-10)', async () => {
  const browser = await comeToSignUp()
  expect(boxOf(browser)).toMatch(/required/)
  expect(boxOf(browser)).not.toMatch(/checked/)
  expect(browser.page?.html).toMatch(
    /<label class="check" for="agreement">.*href="https:\/\/example.com\/terms".*\/privacy"/s,
  )
})

test('without the tick no account is created, and the typed values are kept (A6-9, ATO-23)', async () => {
  const browser = await comeToSignUp()
  await browser.submit('register', { email: 'no@example.com', given_name: 'Ada' })
  expect(browser.page).toMatchObject({ status: 400, html: expect.stringContaining('id="agreement-problem"') })
  expect(browser.page?.html).toMatch(/value="no@example.com".*value="Ada"/s)
  expect(await server.query(`select 1 from mail_messages where recipient = 'no@example.com'`)).toEqual([])
})

test('a tick stays while the person corrects the address', async () => {
  const browser = await comeToSignUp()
  await browser.submit('register', { email: 'wrong@', agreement: 'true' })
  expect(boxOf(browser)).toMatch(/checked/)
})

test('a person who agrees signs up, and the documents are stored with the time and sent in an event (A6-9)', async () => {
  const browser = await comeToSignUp()
  await browser.submit('register', { email: 'yes@example.com', agreement: 'true' })
  await browser.submit('code', { code: await mailedCode(server, 'yes@example.com') })
  const kept = { terms_url, privacy_url, accepted_at: expect.any(Date) }
  expect(await agreementsOf('yes@example.com')).toEqual([kept])
  const events = await server.query(`select data from events where type = 'user.agreement_accepted'`)
  expect(events).toEqual([{ data: expect.objectContaining({ terms_url, accepted_at: expect.stringMatching(/Z$/) }) }])
})

test('a new person who came to sign in is asked before the account is made (A6-9)', async () => {
  const browser = await comeToSignUp(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'late@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'late@example.com') })
  await browser.submit('profile', { given_name: 'Late' })
  expect(browser.page).toMatchObject({ status: 400, html: expect.stringMatching(/value="Late".*agreement-problem/s) })
  expect(await isUser('late@example.com')).toBe(false)
  await browser.submit('profile', { given_name: 'Late', agreement: 'true' })
  expect(await agreementsOf('late@example.com')).toHaveLength(1)
})

test('terms that changed meanwhile need a new agreement, and nothing else is asked again', async () => {
  const browser = await comeToSignUp()
  await browser.submit('register', { email: 'slow@example.com', given_name: 'Slow', agreement: 'true' })
  await calls.patch('/environment/settings', { terms_url: 'https://example.com/terms/2' })
  await browser.submit('code', { code: await mailedCode(server, 'slow@example.com') })
  expect(browser.page?.html).not.toContain('name="given_name"')
  await browser.submit('profile', { agreement: 'true' })
  expect(await agreementsOf('slow@example.com')).toMatchObject([{ terms_url: 'https://example.com/terms/2' }])
  expect((await calls.get('/users?email=slow@example.com')).body.users[0]).toMatchObject({ first_name: 'Slow' })
})

test.each([
  ['it is switched off', { is_click_wrap: false }],
  ['there is nothing to agree to', { terms_url: '', privacy_url: '' }],
])('where %s there is no box, and a tick records nothing', async (why, settings) => {
  await calls.patch('/environment/settings', settings)
  const browser = await comeToSignUp()
  expect(boxOf(browser)).toBeUndefined()
  const email = `${why.replaceAll(' ', '-')}@example.com`
  await browser.submit('register', { email, agreement: 'true' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  expect(await agreementsOf(email)).toEqual([])
})

test('a person with an account signs in without being asked', async () => {
  await calls.post('/user', { identities: [{ type: 'email', details: { email: 'old@example.com' } }] })
  const browser = await comeToSignUp(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'old@example.com' })
  const url = await browser.submit('code', { code: await mailedCode(server, 'old@example.com') })
  expect(url).toContain('code=')
})

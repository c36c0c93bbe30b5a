import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { ndjson } from '../imports.ts'
import { runImport } from '../../src/domain/imports/run-import.ts'
import { idFromHex } from '#platform/ids'
import { contextOf } from '../context.ts'
import { api, managementToken } from '../management.ts'
import { anApplication, authorizePath, pkce } from '../oauth.ts'
import { startServer } from '../server.ts'

// Letters before the @ outside ASCII: the address may exist, and we do not accept it.
const ADDRESS = 'jürgen@example.com'
const ON_PAGES = 'before the @ cannot be used here.'
const FOR_MACHINES = 'before the @ cannot be used.'

const server = await startServer()
const calls = await api(server)
const shop = await anApplication(server)

test.each(['jürgen@example.com', 'иван@пример.example', '用户@example.com', 'अजय@example.com'])(
  'the page reports that %s cannot be used',
  async (email) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(shop, pkce()))
    await browser.submit('identify', { email })
    expect(browser.page?.html).toContain(ON_PAGES)
  },
)

test('so does the sign-up page', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(shop, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email: ADDRESS, given_name: 'Jürgen', family_name: 'Ä' })
  expect(browser.page?.html).toContain(ON_PAGES)
})

test('so does the page of the first administrator', async () => {
  const form = await server.request(server.firstRun.setup_url)
  const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const cookie = form.headers.get('set-cookie')?.split(';')[0] ?? ''
  const typed = { given_name: 'A', family_name: 'B', email: ADDRESS, password: 'correct horse battery' }
  const answer = await server.request(server.firstRun.setup_url, {
    method: 'POST',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ ...typed, csrf }),
  })
  expect(await answer.text()).toContain(ON_PAGES)
})

test.each(['jürgen', 'jürgen@', 'jür gen@example.com', '"jürgen"@example.com', 'jürgen@@example.com'])(
  '%j is refused as not an address',
  async (email) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(shop, pkce()))
    await browser.submit('identify', { email })
    const html = browser.page?.html
    expect(html).not.toContain(ON_PAGES)
    expect(html).toContain('does not look like an email address')
  },
)

test('the API refuses it for a user, an identity and a subscriber', async () => {
  const identity = { type: 'email', details: { email: ADDRESS } }
  const { body } = await calls.post('/user', { identities: [{ type: 'email', details: { email: 'a@example.com' } }] })
  const answers = [
    await calls.post('/user', { identities: [identity] }),
    await calls.post(`/users/${String(body.id)}/identities`, { type: 'email', value: ADDRESS }),
    await calls.post('/subscribers?first_name=A&last_name=B&email=' + encodeURIComponent(ADDRESS)),
  ]
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: 'INVALID_EMAIL' }] } })
    expect(answer.body.errors[0].message).toContain(FOR_MACHINES)
  }
})

test('sender addresses must be ASCII, and the refusal names the reason', async () => {
  const answers = [
    await calls.patch('/environment/mail', { sender_email: ADDRESS }),
    await calls.post('/organization', { name: 'A', sender_email: ADDRESS }),
    await calls.patch('/business', { email: ADDRESS }),
  ]
  for (const { status, body } of answers) {
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('must be ASCII')])
  }
})

test('an import reports the line and the reason', async () => {
  const { environment } = await contextOf(server)
  const response = await server.request('/api/v1/imports/users', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${await managementToken(server)}` },
    body: ndjson({ email: 'right@example.com' }, { email: ADDRESS }),
  })
  const { id } = ((await response.json()) as { import: { id: string } }).import
  const job = { environmentId: environment.id, businessId: environment.businessId, id: idFromHex(id, 'import_') ?? '' }
  await runImport(server.opened.services, job, new AbortController().signal)
  const { problems } = (await calls.get(`/imports/${id}/problems`)).body
  expect(problems).toMatchObject([{ row: 2, code: 'INVALID_EMAIL', message: expect.stringContaining(FOR_MACHINES) }])
})

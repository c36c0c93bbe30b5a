import { beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, PRODUCTION } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../test/oauth.ts'
import { anAccount } from '../../../test/security/builders.ts'
import { startServer } from '../../../test/server.ts'
import { traceIn } from '../../../test/traces.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)

async function set(settings: Record<string, unknown>): Promise<void> {
  expect((await calls.patch('/environment/settings', settings)).status).toBe(200)
}
beforeEach(() => set({ sign_up_allow_list: null, sign_up_block_list: null, is_disposable_refused: null }))

/** Goes on the page for a new account up to the code that proves the address. */
async function signUp(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  const callback = await browser.submit('code', { code: await mailedCode(server, email) })
  return callback.includes('code=') ? new BrowserSession(server) : browser
}

const isRefused = (browser: BrowserSession) => browser.page?.html.includes('address_not_admitted') === true

test.each([
  ['a blocked address', { sign_up_block_list: ['Eve@Example.com'] }, 'eve@example.com', true],
  ['another address of its domain', { sign_up_block_list: ['eve@example.com'] }, 'ada@example.com', false],
  ['an address of a blocked domain', { sign_up_block_list: ['evil.example'] }, 'a@evil.example', true],
  ['an address of a subdomain of a blocked one', { sign_up_block_list: ['evil.example'] }, 'a@mx.evil.example', true],
  ['a domain that only ends alike', { sign_up_block_list: ['evil.example'] }, 'a@not-evil.example', false],
  ['an allowed address', { sign_up_allow_list: ['ok@else.example'] }, 'ok@else.example', false],
  ['an address that is not allowed', { sign_up_allow_list: ['good.example'] }, 'b@else.example', true],
  ['an address of an allowed domain', { sign_up_allow_list: ['good.example'] }, 'c@good.example', false],
  ['one of a subdomain of an allowed domain', { sign_up_allow_list: ['good.example'] }, 'c@mx.good.example', true],
  [
    'an allowed address of a blocked domain',
    { sign_up_allow_list: ['d@both.example'], sign_up_block_list: ['both.example'] },
    'd@both.example',
    false,
  ],
  ['an address of a throw-away service', { is_disposable_refused: true }, 'a@mailinator.com', true],
  ['one of its subdomains', { is_disposable_refused: true }, 'a@x1.mailinator.com', true],
  ['an ordinary address where these are refused', { is_disposable_refused: true }, 'ordinary@example.com', false],
  ['an address of a throw-away service where nobody minds', {}, 'b@mailinator.com', false],
])('N2-4 %s is refused at sign-up or not', async (_who, settings, email, expected) => {
  await set(settings)
  const browser = await signUp(email)
  expect(isRefused(browser)).toBe(expected)
  expect(await server.query('select 1 from identities where normalized = $1', [email])).toHaveLength(expected ? 0 : 1)
})

test('N2-4 the page names no list, and the trace names it', async () => {
  await set({ sign_up_block_list: ['named.example'] })
  const browser = await signUp('somebody@named.example')
  expect(browser.page?.status).toBe(403)
  const shown = /<main.*<\/main>/s.exec(browser.page?.html ?? '')?.[0] ?? ''
  expect(shown).toContain('This address cannot sign up')
  expect(shown).not.toMatch(/block|list\b/i)
  const trace = await traceIn(calls, 'outcome=refused', ({ code }) => code === 'address_not_admitted')
  expect(trace.steps.at(-1)).toMatchObject({
    reason: 'the domain of the address is on the block list',
    settings: [{ name: 'sign_up_block_list', source: 'environment' }],
  })
})

test('N2-4 a person who has an account signs in, whatever the lists say now', async () => {
  await anAccount(server, { email: 'member@listed.example' })
  await set({ sign_up_block_list: ['listed.example'] })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce()))
  await browser.submit('identify', { email: 'member@listed.example' })
  const code = await mailedCode(server, 'member@listed.example')
  expect(await browser.submit('code', { code })).toContain('code=')
})

test('N2-4 ATO-10 an address that is refused gets the page for the code like any other', async () => {
  await set({ sign_up_block_list: ['hidden.example'] })
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email: 'a@hidden.example', given_name: 'A', family_name: 'B' })
  expect(browser.page?.status).toBe(200)
  expect(browser.page?.html).toContain('name="code"')
})

test.each(['not a domain', '@', 'a@b', 'x y@example.com'])('the entry "%s" of a list is refused', async (entry) => {
  expect((await calls.patch('/environment/settings', { sign_up_block_list: [entry] })).status).toBe(400)
})

test('the lists of one environment do not hold in another', async () => {
  const other = await api(server, { origin: PRODUCTION })
  await set({ sign_up_block_list: ['only-here.example'] })
  const { body } = await other.get('/environment/settings')
  expect(body.settings.sign_up_block_list).toMatchObject({ value: [], source: 'default' })
})

import { expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { anApplication, authorizePath, mailedCode, manage, pkce } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server, { settings: { email_method: 'email:password' } })
const PASSWORD = 'four words in a row'

async function rows(): Promise<unknown> {
  const counts = ['flows', 'one_time_codes', 'sessions', 'grants'].map(
    (table) => `(select count(*)::int from ${table}) as ${table}`,
  )
  return (await server.query(`select ${counts.join(', ')}`))[0]
}

async function aPerson(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  await browser.submit('code', { code: await mailedCode(server, email) })
  await browser.submit('new-password', { password: PASSWORD })
  return browser
}

async function atPassword(email: string, more: Record<string, string> = {}): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), more))
  await browser.submit('identify', { email })
  return browser
}

test('the address of a password sign-in and wrong passwords write no rows of a flow', async () => {
  await aPerson('ada@unwritten.example')
  const before = await rows()
  for (const email of ['ada@unwritten.example', 'nobody@unwritten.example']) {
    const browser = await atPassword(email)
    await browser.submit('password', { password: 'not this one' })
    expect(browser.page?.html).toContain(email)
    await browser.submit('change')
  }
  expect(await rows()).toEqual(before)
})

test('the password page can be reloaded, reached by the back button and shown in another language', async () => {
  const browser = await atPassword('ada@unwritten.example')
  await browser.open(browser.page?.url ?? '')
  const link = /href="(\/auth\/start[^"]+lang=de)"/.exec(browser.page?.html ?? '')?.[1] ?? ''
  await browser.open(link.replaceAll('&amp;', '&'))
  expect(browser.page?.html).toContain('<html lang="de"')
  expect(browser.page?.html).toContain('ada@unwritten.example')
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test.each([
  ['a wrong password', 'password', { password: 'not this one' }, 'ada@unwritten.example'],
  ['no address', 'change', {}, 'name="email"'],
])('the answer to %s can be loaded again by its address', async (_what, verb, typed, says) => {
  const browser = await atPassword('ada@unwritten.example')
  await browser.submit(verb, typed)
  await browser.open(`${browser.page?.url ?? ''}`)
  expect([browser.page?.status, browser.page?.html.includes(says)]).toEqual([200, true])
})

test('a flow with a request too long for an address works to the end', async () => {
  const browser = await atPassword('ada@unwritten.example', { state: 'x'.repeat(5_000) })
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
})

test('a page from before a proof does not bring a flow back to it (AS-19)', async () => {
  const browser = await atPassword('ada@unwritten.example')
  const { action, fields } = browser.form('password')
  expect(await browser.submit('password', { password: PASSWORD })).toContain('code=')
  await browser.open(action, browser.formPost({ ...fields, password: 'wrong one here' }))
  expect(browser.page?.html ?? '').not.toContain('new-password')
  expect(await server.query('select count(*)::int from flows where facts ? $1', ['provenPassword'])).not.toEqual([])
})

test('the flow that a page carries does not work in another browser (AS-19)', async () => {
  const browser = await atPassword('ada@unwritten.example')
  const other = new BrowserSession(server)
  await other.open(authorizePath(client, pkce()))
  await other.open(browser.page?.url ?? '')
  expect([other.page?.status, other.page?.html.includes('ada@')]).toEqual([403, false])
})

test('without enumeration protection, an unknown address writes nothing either', async () => {
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: false })
  const before = await rows()
  const browser = await atPassword('stranger@unwritten.example')
  expect(browser.page?.html).toContain('No account yet')
  expect(await rows()).toEqual(before)
  await browser.submit('create')
  await manage(server, 'PATCH', '/api/v1/environment/settings', { is_enumeration_protected: true })
  expect(browser.page?.html).toContain('one-time-code')
})

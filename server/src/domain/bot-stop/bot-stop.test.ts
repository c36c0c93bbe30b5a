import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { BrowserSession } from '../../../test/browser-session.ts'
import { api, PRODUCTION } from '../../../test/management.ts'
import { anApplication, authorizePath, mailedCode, pkce } from '../../../test/oauth.ts'
import { anAccount, PASSWORD, shapeOf } from '../../../test/security/builders.ts'
import { anotherProcess, startServer } from '../../../test/server.ts'
import { traceIn } from '../../../test/traces.ts'

/** A stand-in for the provider's check, with its published requests and answers. */
const asked: URLSearchParams[] = []
let verdict: Record<string, unknown> | 'down' = 'down'
const provider = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    asked.push(new URLSearchParams(body))
    if (verdict === 'down') response.writeHead(503).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(verdict))
  })
})
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  provider.closeAllConnections()
  provider.close()
})

const url = `http://127.0.0.1:${String((provider.address() as AddressInfo).port)}/siteverify`
const server = await startServer({ settings: { GATEHOUSE_TURNSTILE_URL: url, GATEHOUSE_HCAPTCHA_URL: url } })
const calls = await api(server)
const client = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
await anAccount(server, { email: 'known-person@example.com', password: PASSWORD })

const OFF = { bot_stop_provider: null, bot_stop_site_key: null, bot_stop_secret_key: null }
async function set(settings: Record<string, unknown>): Promise<void> {
  expect((await calls.patch('/environment/bot_stop', settings)).status).toBe(200)
}
beforeEach(async () => {
  await server.query('delete from rate_limits')
  await set({ ...OFF, is_bot_stop_on: true })
})

async function registering(email: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  return browser
}

async function identifying(email: string, app = client): Promise<BrowserSession> {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(app, pkce()))
  await browser.submit('identify', { email })
  return browser
}

const shown = (browser: BrowserSession) => browser.page?.html ?? ''
const isChallenged = (browser: BrowserSession) => shown(browser).includes('data-bot-stop')
const dataOf = (browser: BrowserSession, name: string) =>
  new RegExp(`data-${name}="([^"]*)"`).exec(shown(browser))?.[1] ?? ''

/** The number that solves the challenge of the page. */
function solve(browser: BrowserSession): string {
  const [id, target, most] = [dataOf(browser, 'id'), dataOf(browser, 'target'), Number(dataOf(browser, 'most'))]
  for (let number = 0; number < most; number += 1) {
    if (hash('sha256', `${id}:${String(number)}`) === target) return String(number)
  }
  throw new Error('the challenge has no solution')
}
const pass = (browser: BrowserSession) => browser.submit('challenge', { answer: solve(browser) })
const mails = async (to: string) => server.query('select 1 from mail_messages where recipient_normalized = $1', [to])

test('N2-1 off by default, and no page asks for anything', async () => {
  await set({ is_bot_stop_on: null })
  expect(isChallenged(await registering('plain@example.com'))).toBe(false)
})

test('N2-1 a sign-up passes a proof of work before its code is mailed, and nothing comes from elsewhere', async () => {
  const email = 'working@example.com'
  const browser = await registering(email)
  expect(isChallenged(browser)).toBe(true)
  expect(await mails(email)).toEqual([])
  const policy = browser.page?.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("worker-src 'self'")
  expect(policy.replace('https:;', '')).not.toContain('https:')
  await pass(browser)
  expect(await mails(email)).toHaveLength(1)
  expect(await browser.submit('code', { code: await mailedCode(server, email) })).toContain('code=')
  const trace = await traceIn(calls, 'outcome=succeeded', ({ user }) => user?.email === email)
  const answer = trace.steps.find(({ step, name }: Record<string, string>) => step === 'answer' && name === 'challenge')
  expect(answer.detail).toEqual({ passed_by: 'work' })
})

test('the script that the page loads finds the number', async () => {
  const browser = await registering('script@example.com')
  const source = /<script nonce="[^"]+" src="(\/bot-stop\.js[^"]*)"/.exec(shown(browser))?.[1] ?? ''
  const response = await server.request(source)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  const posted: number[] = []
  const worker: { onmessage?: (event: { data: unknown }) => void; postMessage: (found: number) => void } = {
    postMessage: (found) => posted.push(found),
  }
  runInNewContext(await response.text(), { self: worker, Uint8Array, Int32Array, Math, String, parseInt, Number })
  const task = { id: dataOf(browser, 'id'), target: dataOf(browser, 'target'), most: Number(dataOf(browser, 'most')) }
  worker.onmessage?.({ data: task })
  expect(posted).toEqual([Number(solve(browser))])
})

test('a wrong number, a foreign, changed, late or other challenge is refused', async () => {
  const browser = await registering('wrong@example.com')
  const right = solve(browser)
  const { challenge = '' } = browser.form('challenge').fields
  await browser.submit('challenge', { answer: String(Number(right) + 1) })
  expect([browser.page?.status, isChallenged(browser)]).toEqual([400, true])

  const other = await registering('other@example.com')
  const tampered = `${Buffer.from(
    Buffer.from(challenge.split('.')[0] ?? '', 'base64url')
      .toString()
      .replace('sign_up', 'sign_in'),
  ).toString('base64url')}.${challenge.split('.')[1] ?? ''}`
  for (const token of [challenge, tampered, 'nonsense', `${challenge}x`, '.', '']) {
    await other.submit('challenge', { challenge: token, answer: right })
    expect([other.page?.status, isChallenged(other)]).toEqual([400, true])
  }
  const late = solve(other)
  const form = other.form('challenge')
  await server.advance(601)
  await other.open(form.action, other.formPost({ ...form.fields, answer: late }))
  expect([other.page?.status, isChallenged(other)]).toEqual([400, true])
  expect(await mails('other@example.com')).toEqual([])
})

test('of fifty simultaneous answers to one challenge at two processes one counts', async () => {
  const email = 'racing@example.com'
  const second = await anotherProcess(server)
  const browser = await registering(email)
  const { action, fields } = browser.form('challenge')
  const before = await server.query('select id from used_challenges')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const post = browser.formPost({ ...fields, answer: solve(browser) })
  const headers = { ...(post.headers as Record<string, string>), cookie }
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_one, at) => (at % 2 === 0 ? server : second).request(action, { ...post, headers })),
  )
  expect(answers.map(({ status }) => status).filter((status) => ![303, 400, 429].includes(status))).toEqual([])
  expect(await server.query('select id from used_challenges')).toHaveLength(before.length + 1)
  expect(await mails(email)).toHaveLength(1)
})

test('ATO-10 after three failures the next try needs a challenge, for known and unknown addresses alike', async () => {
  const pages = []
  for (const email of ['known-person@example.com', 'other-person@example.com']) {
    await server.query('delete from rate_limits')
    const browser = await identifying(email, byPassword)
    for (let tries = 0; tries < 3; tries += 1) await browser.submit('password', { password: 'not the password' })
    expect(isChallenged(browser)).toBe(true)
    const data = /data-(?:id|target|cdata)="[^"]*"|name="challenge" value="[^"]*"/g
    pages.push(shapeOf(shown(browser), email).replaceAll(data, 'DATA'))
    await pass(browser)
    expect(() => browser.form('password')).not.toThrow()
  }
  expect(pages[0]).toBe(pages[1])
})

test('the work doubles with the failures of a network', async () => {
  const most: number[] = []
  for (const failures of [0, 3, 6, 12, 1000]) {
    await server.query('delete from rate_limits')
    const browser = await identifying('known-person@example.com', byPassword)
    if (failures > 0) {
      await browser.submit('password', { password: 'not the password' })
      await server.query(`update rate_limits set count = $1 where bucket like 'sign_in-from:%'`, [failures])
    }
    most.push(Number(dataOf(await registering(`harder-${String(failures)}@example.com`), 'most')))
  }
  expect(most).toEqual([200_000, 400_000, 800_000, 1_600_000, 3_200_000])
})

test('N2-1 an address that comes to sign in and has no account passes a challenge before one is made', async () => {
  const email = 'stranger@example.com'
  const browser = await identifying(email)
  await browser.submit('code', { code: await mailedCode(server, email) })
  expect(isChallenged(browser)).toBe(true)
  expect(await server.query('select 1 from identities where normalized = $1', [email])).toEqual([])
  await pass(browser)
  expect(await browser.submit('profile', { given_name: 'A', family_name: 'B' })).toContain('code=')
})

test('N2-3 without script the form is taken after a wait that the server measures, once', async () => {
  const email = 'waiting@example.com'
  const browser = await registering(email)
  await browser.submit('challenge-wait')
  expect(browser.page?.status).toBe(400)
  expect(shown(browser)).toMatch(/wait 1[45] seconds more/)
  await server.advance(5)
  await browser.submit('challenge-wait')
  expect(shown(browser)).toMatch(/wait (?:9|10) seconds more/)
  await server.advance(11)
  const form = browser.form('challenge-wait')
  await browser.submit('challenge-wait')
  expect(await mails(email)).toHaveLength(1)
  await browser.open(form.action, browser.formPost(form.fields))
  expect(await mails(email)).toHaveLength(1)
})

test('N2-3 a network has a small budget of waits, and reads when there is another', async () => {
  const waiting = await Promise.all(
    Array.from({ length: 7 }, (_one, at) => registering(`budget-${String(at)}@example.com`)),
  )
  await server.advance(16)
  for (const browser of waiting) await browser.submit('challenge-wait')
  const states = waiting.map((browser) => (isChallenged(browser) ? 'refused' : 'passed'))
  expect(states).toEqual([...Array.from({ length: 6 }, () => 'passed'), 'refused'])
  const last = waiting.at(-1)
  expect(last && shown(last)).toMatch(/Try again in (?:1 hour|\d+ minutes)/)
  if (last) await pass(last)
  expect(await mails('budget-6@example.com')).toHaveLength(1)
})

const KEYS = { bot_stop_provider: 'turnstile', bot_stop_site_key: 'site-key', bot_stop_secret_key: 'the-secret-key' }
const right = (browser: BrowserSession) => ({
  success: true,
  hostname: 'localhost',
  action: 'sign_up',
  cdata: dataOf(browser, 'cdata'),
})

test('N2-2 with keys the provider is asked, with its hosts in the policy, and its answer is checked', async () => {
  await set(KEYS)
  const email = 'widget@example.com'
  const browser = await registering(email)
  const policy = browser.page?.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'nonce-[\w-]+' https:\/\/challenges\.cloudflare\.com;/)
  expect(policy).toContain('frame-src https://challenges.cloudflare.com')
  expect(shown(browser)).toContain('data-sitekey="site-key"')
  expect(shown(browser)).not.toContain('the-secret-key')
  for (const wrong of [
    { success: false },
    { hostname: 'evil.example' },
    { action: 'sign_in' },
    { cdata: 'another challenge' },
  ]) {
    verdict = { ...right(browser), ...wrong }
    await browser.submit('challenge', { answer: 'token' })
    expect([browser.page?.status, isChallenged(browser)]).toEqual([400, true])
  }
  verdict = right(browser)
  asked.length = 0
  await browser.submit('challenge', { answer: 'the token' })
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ secret: 'the-secret-key', response: 'the token' })
  expect(await mails(email)).toHaveLength(1)
})

test('N2-2 an outage falls back to proof of work, which a browser cannot choose by itself, and the trace says so', async () => {
  await set(KEYS)
  const email = 'outage@example.com'
  const browser = await registering(email)
  verdict = { success: false, 'error-codes': ['invalid-input-response'] }
  await browser.submit('challenge', { answer: solve(browser) })
  expect([browser.page?.status, dataOf(browser, 'bot-stop')]).toEqual([400, 'widget'])
  verdict = 'down'
  await browser.submit('challenge', { answer: '' })
  expect([browser.page?.status, dataOf(browser, 'bot-stop')]).toEqual([200, 'work'])
  await pass(browser)
  expect(await browser.submit('code', { code: await mailedCode(server, email) })).toContain('code=')
  const trace = await traceIn(calls, 'outcome=succeeded', ({ user }) => user?.email === email)
  expect(JSON.stringify(trace.steps)).toContain('work_instead_of_provider')
})

test('N2-2 hCaptcha is asked with its site key, and a refused secret counts as an outage', async () => {
  await set({ ...KEYS, bot_stop_provider: 'hcaptcha' })
  const browser = await registering('hcaptcha@example.com')
  verdict = { success: true, hostname: 'localhost' }
  asked.length = 0
  await browser.submit('challenge', { answer: 'token' })
  expect(asked[0]?.get('sitekey')).toBe('site-key')
  expect(await mails('hcaptcha@example.com')).toHaveLength(1)

  const second = await registering('refused-secret@example.com')
  verdict = { success: false, 'error-codes': ['invalid-input-secret'] }
  await second.submit('challenge', { answer: 'token' })
  expect(dataOf(second, 'bot-stop')).toBe('work')
})

test('a provider needs both keys, and the secret is not answered and not kept for another site key', async () => {
  const refused = await calls.patch('/environment/bot_stop', {
    bot_stop_provider: 'turnstile',
    bot_stop_site_key: 'key',
  })
  expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'BOT_STOP_KEYS_REQUIRED'])
  await set(KEYS)
  const { body } = await calls.get('/environment/bot_stop')
  expect(body.bot_stop).toMatchObject({ has_secret_key: true, settings: { bot_stop_provider: { value: 'turnstile' } } })
  expect(JSON.stringify(body)).not.toContain('the-secret-key')
  const moved = await calls.patch('/environment/bot_stop', { bot_stop_site_key: 'another' })
  expect(moved.body.errors[0].code).toBe('BOT_STOP_KEYS_REQUIRED')
  const [stored] = await server.query(
    `select encode(bot_stop_secret_sealed, 'escape') as sealed from environments where bot_stop_secret_sealed is not null`,
  )
  expect(String(stored?.['sealed'])).not.toContain('the-secret-key')
})

test('another environment has a bot stop of its own, and its challenges open nothing here', async () => {
  const { body } = await (await api(server, { origin: PRODUCTION })).get('/environment/bot_stop')
  expect(body.bot_stop.settings.is_bot_stop_on).toMatchObject({ value: false, source: 'default' })
  const few = await api(server, { scopes: ['read:users'] })
  expect((await few.get('/environment/bot_stop')).status).toBe(403)
  expect((await few.patch('/environment/bot_stop', { is_bot_stop_on: false })).status).toBe(403)
})

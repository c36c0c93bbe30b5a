import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { BrowserSession } from '../browser-session.ts'
import { appCode, keyOn, PASSWORD, recoveryCodesOn, setPolicy } from '../factor-sign-ins.ts'
import { api } from '../management.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  type TestClient,
  type Tokens,
} from '../oauth.ts'
import { startServer } from '../server.ts'
import { FIRST_METHODS, POLICIES, TABLE, type FirstMethod, type SecondFactor, type TableRow } from './rows.ts'

const server = await startServer()
const calls = await api(server)
const HASHED = { hashed_password: hashSync(PASSWORD, 4) }
const TWO = 'urn:gatehouse:acr:2fa'

interface Listed {
  readonly connection: { readonly id: string; readonly strategy: string }
}

const { connections } = (await calls.get('/connections')).body

/** Makes an application that has this method and no other. */
async function byMethod(method: FirstMethod): Promise<TestClient> {
  const client = await anApplication(server)
  const path = `/applications/${client.clientId}/connections`
  for (const { connection } of connections as Listed[]) {
    if (connection.strategy === method) await calls.post(`${path}/${connection.id}`)
  }
  for (const { connection } of (await calls.get(path)).body.connections as Listed[]) {
    if (connection.strategy !== method) await calls.delete(`${path}/${connection.id}`)
  }
  return client
}

interface Person {
  readonly email: string
  readonly username: string
  readonly phone: string
  /** Where codes by SMS go as a factor: the own number where that is the first method, else another. */
  readonly second: string
}

async function aPerson(index: number, method: FirstMethod): Promise<Person> {
  const [email, username] = [`row${String(index)}@example.com`, `row${String(index)}`]
  const phone = `+49151123${String(45_000 + index)}`
  const identities = [
    { type: 'email', is_verified: true, details: { email } },
    { type: 'username', details: { username } },
    ...(method === 'phone:otp' ? [{ type: 'phone', is_verified: true, details: { phone } }] : []),
  ]
  const { body } = await calls.post('/user', { profile: { given_name: 'Ada', family_name: 'Row' }, identities })
  await calls.put(`/users/${String(body.id)}/password`, HASHED)
  return { email, username, phone, second: method === 'phone:otp' ? phone : `+49301234${String(5_000 + index)}` }
}

const clients = new Map<FirstMethod, TestClient>()
for (const method of FIRST_METHODS) clients.set(method, await byMethod(method))
const people: Person[] = []
for (const [index, { method }] of TABLE.entries()) people.push(await aPerson(index, method))

interface Visit {
  readonly browser: BrowserSession
  readonly proof: ReturnType<typeof pkce>
  readonly url: string
}

/** Signs a person in by the first method, in a new browser, as far as that leads. */
async function enter(method: FirstMethod, person: Person): Promise<Visit> {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(clientOf(method), proof))
  const [kind, how] = method.split(':')
  if (kind === 'phone') await browser.submit('identify', { phone: person.phone, phone_country: '' })
  else await browser.submit('identify', kind === 'email' ? { email: person.email } : { identity: person.username })
  if (how === 'password') return { browser, proof, url: await browser.submit('password', { password: PASSWORD }) }
  const code = await mailedCode(server, kind === 'phone' ? person.phone : person.email)
  return { browser, proof, url: await browser.submit('code', { code }) }
}

function clientOf(method: FirstMethod): TestClient {
  const client = clients.get(method)
  if (!client) throw new Error(`no application for ${method}`)
  return client
}

const kindOf = (factor: SecondFactor) => (factor === 'recovery_code' ? 'authenticator' : factor)
const has = ({ page }: BrowserSession, verb: string) => page?.html.includes(`/${verb}"`) === true

/** Sets a factor up on the page that asks for one; returns what shows it at the next sign-in. */
async function setUp({ browser }: Visit, factor: SecondFactor, person: Person) {
  const kind = kindOf(factor)
  if (has(browser, 'enroll-choose')) await browser.submit('enroll-choose', { kind })
  const address = kind === 'email' ? person.email : person.second
  if (has(browser, 'enroll-address')) await browser.submit('enroll-address', { address })
  const key = kind === 'authenticator' ? keyOn(browser) : ''
  const codeNow = () => (kind === 'authenticator' ? appCode(server, key) : mailedCode(server, address))
  const ended = await browser.submit('enroll', { code: await codeNow() })
  const codes = recoveryCodesOn(browser)
  const url = codes.length > 0 ? await browser.submit('recovery-codes') : ended
  return { url, show: factor === 'recovery_code' ? () => codes[0] ?? '' : codeNow }
}

async function idTokenOf({ proof, url }: Omit<Visit, 'browser'>, { method }: TableRow) {
  const response = await exchange(server, clientOf(method), { callback: new URL(url), proof })
  return claimsOf(((await response.json()) as Tokens).id_token)
}

async function signInWithFactor(row: TableRow, person: Person, show: () => string | Promise<string>) {
  const again = await enter(row.method, person)
  expect(again.url).not.toContain('code=')
  if (row.factor === 'recovery_code') await again.browser.submit('factor-choose', { kind: 'recovery_code' })
  const url = await again.browser.submit('factor', { code: await show() })
  expect(url).toContain('code=')
  return idTokenOf({ ...again, url }, row)
}

async function checkRow(row: TableRow, person: Person): Promise<void> {
  const first = await enter(row.method, person)
  if (row.policy === 'off') {
    expect(first.url).toContain('code=')
    expect((await idTokenOf(first, row))['acr']).not.toBe(TWO)
    return
  }
  expect(first.url).not.toContain('code=')
  const { url, show } = await setUp(first, row.factor, person)
  expect(url).toContain('code=')
  await server.advance(60)
  const claims = await signInWithFactor(row, person, show)
  expect(claims['acr'] === TWO).toBe(!row.isSameChannel)
}

test.each(POLICIES)(
  'each method with each factor signs in, and nobody is locked out, where factors are %s (M5-9)',
  async (policy) => {
    for (const [index, row] of TABLE.entries()) {
      const person = people[index]
      if (row.policy !== policy || !person) continue
      await setPolicy(server, { mfaPolicy: policy, mfaFactors: [kindOf(row.factor)], isRecoveryCodesEnabled: true })
      await checkRow(row, person).catch((error: unknown) => {
        throw new Error(`${row.method} with ${row.factor}, ${policy}: ${String(error)}`, { cause: error })
      })
      await server.advance(600)
    }
  },
  120_000,
)

test.each(FIRST_METHODS)('an optional factor is declined after %s, and not asked again (M5-4)', async (method) => {
  const person = await aPerson(900 + FIRST_METHODS.indexOf(method), method)
  await setPolicy(server, { mfaPolicy: 'optional', mfaFactors: ['authenticator'] })
  const { browser } = await enter(method, person)
  expect(await browser.submit('enroll-decline')).toContain('code=')
  await server.advance(60)
  expect((await enter(method, person)).url).toContain('code=')
})

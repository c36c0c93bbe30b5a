import { createHmac } from 'node:crypto'
import { BrowserSession } from './browser-session.ts'
import { authorizePath, claimsOf, exchange, mailedCode, manage, pkce, type TestClient, type Tokens } from './oauth.ts'
import type { TestServer } from './server.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP_SECONDS = 30

/** Returns the code of an app, by RFC 6238: `steps` before or after the present one. */
export function totpOf(key: string, at: Date, steps = 0): string {
  const bits = [...key.replaceAll(' ', '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const seed = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000 / STEP_SECONDS) + steps))
  const mac = createHmac('sha1', seed).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Returns the code that an app shows now. */
export function appCode(server: TestServer, key: string, steps = 0): string {
  return totpOf(key, server.opened.services.clock(), steps)
}

interface Policy {
  readonly mfaPolicy?: 'off' | 'optional' | 'required'
  readonly mfaFactors?: readonly string[]
  readonly trustedDeviceDays?: number
  readonly isRecoveryCodesEnabled?: boolean
}

/** Sets the policy of the environment. */
export async function setPolicy(server: TestServer, policy: Policy): Promise<void> {
  await server.query(`update environments set settings = settings || $1 where kind <> 'control'`, [policy])
  // Has every cache of the environment read it.
  await manage(server, 'PATCH', '/api/v1/environment/settings', { code_lifetime_minutes: 120 })
}

/** Sets the policy of an organization, which gets advanced features. */
export async function setOrganizationPolicy(server: TestServer, code: string, policy: Policy): Promise<void> {
  await server.query(`update organizations set settings = settings || $1, is_advanced = true where code = $2`, [
    policy,
    code,
  ])
}

/** Returns the key of the app that a page shows. */
export function keyOn({ page }: BrowserSession): string {
  const key = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page?.html ?? '')?.[1]
  if (key === undefined) throw new Error(`no key on: ${textOf(page?.html)}`)
  return key
}

/** Returns the recovery codes that a page shows. */
export function recoveryCodesOn({ page }: BrowserSession): readonly string[] {
  return [...(page?.html ?? '').matchAll(/<li dir="ltr"[^>]*>([^<]+)<\/li>/g)].map(([, code = '']) => code)
}

/** Returns the words of a page, without its styles. */
export function textOf(html = ''): string {
  return html
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

export const PASSWORD = 'correct horse battery'

export interface Visit {
  readonly browser: BrowserSession
  readonly proof: ReturnType<typeof pkce>
  /** The address of the application, or of the page that is due. */
  readonly url: string
}

/** Sign-ins of one client, by code or by password. */
export function factorSignIns(server: TestServer, client: TestClient) {
  /** Signs a new person up, as far as the pages lead without a factor. */
  async function join(email: string, { password }: { readonly password?: string } = {}): Promise<Visit> {
    const browser = new BrowserSession(server)
    const proof = pkce()
    await browser.open(authorizePath(client, proof, { prompt: 'create' }))
    await browser.submit('register', { email, given_name: 'Grace', family_name: 'Hopper' })
    const url = await browser.submit('code', { code: await mailedCode(server, email) })
    return { browser, proof, url: password === undefined ? url : await browser.submit('new-password', { password }) }
  }

  interface Coming {
    readonly browser?: BrowserSession
    readonly password?: string
    readonly more?: Record<string, string>
  }

  /** Signs a person in, as far as the pages lead without a factor. */
  async function enter(email: string, { browser = new BrowserSession(server), password, more = {} }: Coming = {}) {
    const proof = pkce()
    await browser.open(authorizePath(client, proof, more))
    await browser.submit('identify', { email })
    const url =
      password === undefined
        ? await browser.submit('code', { code: await mailedCode(server, email) })
        : await browser.submit('password', { password })
    return { browser, proof, url }
  }

  /** Sets up an app on the page that asks for a factor; returns its key and the recovery codes. */
  async function setUpApp({ browser }: Pick<Visit, 'browser'>) {
    if (browser.page?.html.includes('/enroll-choose"')) await browser.submit('enroll-choose', { kind: 'authenticator' })
    const key = keyOn(browser)
    const url = await browser.submit('enroll', { code: appCode(server, key) })
    const codes = recoveryCodesOn(browser)
    return { key, codes, url: codes.length > 0 ? await browser.submit('recovery-codes') : url }
  }

  async function idTokenOf({ url, proof }: Pick<Visit, 'url' | 'proof'>): Promise<Record<string, unknown>> {
    const response = await exchange(server, client, { callback: new URL(url), proof })
    return claimsOf(((await response.json()) as Tokens).id_token)
  }

  /** Opens an authorization request, and returns where it ends without an answer of the person. */
  async function arrive(browser: BrowserSession, more: Record<string, string> = {}): Promise<Visit> {
    const proof = pkce()
    return { browser, proof, url: await browser.open(authorizePath(client, proof, more)) }
  }

  return { join, enter, setUpApp, idTokenOf, arrive }
}

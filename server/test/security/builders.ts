import { setPassword } from '#domain/credentials'
import { parseEmailAddress } from '#domain/identities'
import { createUser } from '#domain/directory'
import { BrowserSession } from '../browser-session.ts'
import { contextOf } from '../context.ts'
import { authorizePath, exchange, mailedCode, pkce, type SignedIn, type TestClient, type Tokens } from '../oauth.ts'
import type { TestServer } from '../server.ts'

export const PASSWORD = 'correct horse battery'

interface NewAccount {
  readonly email: string
  readonly password?: string
  readonly isEmailVerified?: boolean
}

/** Creates an account without a sign-up. */
export async function anAccount(server: TestServer, account: NewAccount): Promise<string> {
  const { email, password, isEmailVerified = true } = account
  const ctx = await contextOf(server)
  const address = parseEmailAddress(email)
  if (!address) throw new Error(`${email} is no address`)
  const identities = [{ value: { kind: 'email' as const, ...address }, isVerified: isEmailVerified }]
  const { id } = await createUser(ctx, { identities })
  const hash = password === undefined ? undefined : await ctx.passwords.hash(password)
  if (hash !== undefined) await setPassword(ctx.db, { userId: id, hash, now: ctx.clock() })
  return id
}

/** Returns a browser on the page after the address. */
export async function identify(
  server: TestServer,
  client: TestClient,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<SignedIn> {
  const browser = new BrowserSession(server)
  const proof = pkce()
  await browser.open(authorizePath(client, proof, more))
  const location = await browser.submit('identify', { email })
  return { browser, proof, callback: new URL(location, server.origin) }
}

export async function signInByCode(
  server: TestServer,
  client: TestClient,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<SignedIn> {
  const { browser, proof } = await identify(server, client, email, more)
  const callback = await browser.submit('code', { code: await mailedCode(server, email) })
  return { browser, proof, callback: new URL(callback) }
}

export async function tokensOf(server: TestServer, client: TestClient, signedIn: SignedIn): Promise<Tokens> {
  return (await (await exchange(server, client, signedIn)).json()) as Tokens
}

/** Posts to a step of the flow that the browser is in, whether its page has such a form or not. */
export function postStep(browser: BrowserSession, verb: string, typed: Record<string, string>): Promise<string> {
  const present = browser.form('cancel')
  return browser.open(present.action.replace(/[^/?]+(?=\?|$)/, verb), browser.formPost({ ...present.fields, ...typed }))
}

/** A six-digit code that is not this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

/** An answer as an onlooker sees it: without values that are new each time, and without the typed address. */
export function shapeOf(html: string, address: string): string {
  return html
    .replaceAll(address, 'ADDRESS')
    .replaceAll(encodeURIComponent(address), 'ADDRESS')
    .replaceAll(/nonce="[^"]*"/g, 'NONCE')
    .replaceAll(/\/auth\/[0-9a-f-]{36}/g, '/auth/ID')
    .replaceAll(/name="csrf" value="[^"]*"/g, 'CSRF')
    .replaceAll(/name="flow" value="[^"]*"/g, 'FLOW')
    .replaceAll(/flow=[\w-]+/g, 'FLOW')
}

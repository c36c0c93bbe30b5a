import { Authenticator, type CreationOptions, type Faults, type RequestOptions } from './authenticator.ts'
import { BrowserSession } from './browser-session.ts'
import { authorizePath, mailedCode, manage, pkce, signUp, type TestClient } from './oauth.ts'
import type { TestServer } from './server.ts'

export type Policy = 'off' | 'optional' | 'mandatory'

export async function setPasskeyPolicy(server: TestServer, policy: Policy): Promise<void> {
  await manage(server, 'PUT', '/api/v1/passkey', { policy })
}

/** Returns the options that the page hands to the browser. */
export function optionsOn(browser: BrowserSession): unknown {
  const [, text] = /data-options="([^"]*)"/.exec(browser.page?.html ?? '') ?? []
  if (text === undefined) throw new Error('the page asks for no passkey')
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

/** Makes a passkey on the page that offers one. */
export function addPasskey(browser: BrowserSession, device: Authenticator, faults?: Faults): Promise<string> {
  const credential = device.create(optionsOn(browser) as CreationOptions, faults)
  return browser.submit('passkey-add', { credential })
}

/** Shows a passkey on the first page (`passkey`), or where another proof came before (`passkey-check`). */
export function showPasskey(
  browser: BrowserSession,
  device: Authenticator,
  { verb = 'passkey', ...faults }: Faults & { readonly verb?: 'passkey' | 'passkey-check' } = {},
): Promise<string> {
  const credential = device.get(optionsOn(browser) as RequestOptions, faults)
  return browser.submit(verb, { credential })
}

/** The text of a page, without styles and scripts. */
export const textOf = (browser: BrowserSession): string =>
  (browser.page?.html ?? '').replace(/<style.*?<\/style>|<script.*?<\/script>/gs, '')

/** Signs people up and in at one application. */
export function passkeyPeople(server: TestServer, client: TestClient) {
  /** Signs a person up by code, with a passkey. */
  async function aPerson(email: string, faults: Faults = {}) {
    const device = new Authenticator(server.origin)
    const { browser } = await signUp(server, client, email)
    const callback = new URL(await addPasskey(browser, device, faults))
    if (!callback.searchParams.has('code')) throw new Error(`no sign-in: ${textOf(browser)}`)
    return { email, device, browser }
  }

  async function firstPage(browser = new BrowserSession(server), more: Record<string, string> = {}) {
    const proof = pkce()
    await browser.open(authorizePath(client, proof, more))
    return { browser, proof }
  }

  /** Signs in with an address and a code, up to the page after them. */
  async function byCode(email: string, browser = new BrowserSession(server)) {
    const { proof } = await firstPage(browser)
    await browser.submit('identify', { email })
    const answer = await browser.submit('code', { code: await mailedCode(server, email) })
    return { browser, proof, answer }
  }

  async function passkeysOf(email: string) {
    const [user] = await server.query(
      `select 'kp_' || replace(user_id::text, '-', '') as id from identities where value = $1`,
      [email],
    )
    const path = `/api/v1/users/${String(user?.['id'])}/passkeys`
    const { passkeys } = (await manage(server, 'GET', path)) as { passkeys: { id: string; name: string }[] }
    return { path, passkeys }
  }

  return { aPerson, firstPage, byCode, passkeysOf }
}

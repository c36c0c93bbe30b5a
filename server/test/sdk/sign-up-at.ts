import { BrowserSession } from '../browser-session.ts'
import { mailedCode } from '../oauth.ts'
import type { TestServer } from '../server.ts'

/** Signs a new person up at the address that an SDK made, and returns the callback. */
export async function signUpAt(server: TestServer, address: URL, email: string): Promise<URL> {
  const browser = new BrowserSession(server)
  await browser.open(address.href)
  await browser.submit('register', { email, given_name: 'Ada', family_name: 'Lovelace' })
  return new URL(await browser.submit('code', { code: await mailedCode(server, email) }))
}

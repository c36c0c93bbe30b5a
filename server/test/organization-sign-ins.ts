import { BrowserSession } from './browser-session.ts'
import type { Api } from './management.ts'
import { authorizePath, claimsOf, exchange, mailedCode, pkce, type TestClient, type Tokens } from './oauth.ts'
import { addMembers, aUser } from './organizations.ts'
import type { TestServer } from './server.ts'

export interface Visit {
  readonly browser: BrowserSession
  readonly url: string
  readonly proof: ReturnType<typeof pkce>
}

interface Directory {
  readonly server: TestServer
  readonly calls: Api
  readonly client: TestClient
  /** The organization that new users join, so that a test can take them out of it. */
  readonly standard: string
}

/** Sign-ins of one client, and their organizations. */
export function organizationSignIns({ server, calls, client, standard }: Directory) {
  /** Goes through the pages as far as they lead without a choice. */
  async function visit(
    email: string,
    more: Record<string, string> = {},
    browser = new BrowserSession(server),
  ): Promise<Visit> {
    const proof = pkce()
    await browser.open(authorizePath(client, proof, more))
    const isNew = more['prompt'] === 'create'
    await browser.submit(isNew ? 'register' : 'identify', { email })
    const url = await browser.submit('code', { code: await mailedCode(server, email) })
    return { browser, proof, url }
  }

  async function tokensOf({ url, proof }: Pick<Visit, 'url' | 'proof'>): Promise<Tokens> {
    const response = await exchange(server, client, { callback: new URL(url), proof })
    return (await response.json()) as Tokens
  }

  const organizationOf = async (one: Pick<Visit, 'url' | 'proof'>) =>
    claimsOf((await tokensOf(one)).access_token)['org_code']

  /** Opens an authorization request in a browser that is signed in, and returns where it ends without a page. */
  async function silently(browser: BrowserSession, more: Record<string, string>) {
    const proof = pkce()
    return { proof, url: await browser.open(authorizePath(client, proof, more)) }
  }

  /** Adds a user who is a member of these organizations and of no other. */
  async function member(email: string, ...codes: readonly string[]): Promise<string> {
    const id = await aUser(calls, { email })
    await calls.delete(`/organizations/${standard}/users/${id}`)
    for (const code of codes) await addMembers(calls, code, id)
    return id
  }

  return { visit, tokensOf, organizationOf, silently, member }
}

import { setPassword } from '#domain/credentials'
import { anAdministrator } from './administrators.ts'
import { BrowserSession } from './browser-session.ts'
import { contextOf } from './context.ts'
import { CONTROL, type Answer } from './management.ts'
import type { TestServer } from './server.ts'

export const PASSWORD = 'correct horse battery staple'

/** Headers that the console's page sends with each request. */
export const FROM_CONSOLE = { 'gatehouse-console': '1', 'sec-fetch-site': 'same-origin' }

/** A browser at the host where administrators sign in. */
export function consoleBrowser(server: TestServer): BrowserSession {
  return new BrowserSession({ ...server, origin: CONTROL })
}

/** A user of the control environment who has a password; with a role of the installation, or none. */
export async function aPerson(server: TestServer, email: string, role?: 'owner' | 'admin'): Promise<string> {
  await anAdministrator(server, email, role ?? 'owner')
  const ctx = await contextOf(server, CONTROL)
  const [row] = await server.query('select user_id from identities where environment_id = $1 and value = $2', [
    ctx.environment.id,
    email,
  ])
  const userId = String(row?.['user_id'])
  if (role === undefined) await server.query('delete from administrators where user_id = $1', [userId])
  const hash = await ctx.passwords.hash(PASSWORD)
  await setPassword(ctx.db, { userId, hash, now: ctx.clock() })
  return userId
}

/** Signs in as a person does who opens the console; the browser ends at `returnTo`. */
export async function signInToConsole(
  browser: BrowserSession,
  email: string,
  returnTo = '/console',
): Promise<BrowserSession> {
  await browser.open(`/console/sign-in?return_to=${encodeURIComponent(returnTo)}`)
  await browser.submit('identify', { email })
  await browser.submit('password', { password: PASSWORD })
  return browser
}

export const cookieOf = (browser: BrowserSession) =>
  [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** An owner of the installation, signed in. */
export async function anOwnerSignedIn(server: TestServer, email = 'owner@example.com'): Promise<ConsoleCalls> {
  await aPerson(server, email, 'owner')
  return consoleCalls(server, await signInToConsole(consoleBrowser(server), email))
}

export interface ConsoleSessionAnswer {
  readonly person: { readonly id: string; readonly email: string }
  readonly signed_in_at: string
  readonly is_installation_owner: boolean
  readonly installation_environment_id?: string
  readonly businesses: readonly {
    readonly code: string
    readonly name: string
    readonly role: string
    readonly environments: readonly { readonly id: string; readonly code: string; readonly origin: string }[]
  }[]
  readonly scopes: Readonly<Record<string, readonly string[]>>
}

export interface ConsoleCalls {
  readonly browser: BrowserSession
  /** A path below the control host, as the console's page asks for it. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>
  /** An operation of the Management API in an environment, by its code; of the first business where none is named. */
  call(method: string, path: string, body?: unknown, where?: ConsolePlace): Promise<Answer>
  session(): Promise<ConsoleSessionAnswer>
  environmentId(where?: ConsolePlace): Promise<string>
}

interface ConsolePlace {
  readonly environment?: string
  readonly business?: string
}

export function consoleCalls(server: TestServer, browser: BrowserSession): ConsoleCalls {
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await server.request(`${CONTROL}${path}`, {
      method,
      headers: {
        ...FROM_CONSOLE,
        cookie: cookieOf(browser),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  const session = async () => (await ask('GET', '/console/session')).body as ConsoleSessionAnswer
  const environmentId = async ({ environment = 'development', business }: ConsolePlace = {}) => {
    const { businesses } = await session()
    const found = businesses.find(({ name }) => business === undefined || name === business)
    const id = found?.environments.find(({ code }) => code === environment)?.id
    if (id === undefined) throw new Error(`no ${environment} of ${business ?? 'any business'}`)
    return id
  }
  return {
    browser,
    ask,
    session,
    environmentId,
    call: async (method, path, body, where) =>
      ask(method, `/console/environments/${await environmentId(where)}/api/v1${path}`, body),
  }
}

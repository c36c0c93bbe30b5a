import { PASSWORD } from '../security/builders.ts'
import { authorizePath, pkce, type Pkce } from '../oauth.ts'
import { agree } from './agree.ts'
import { endSession, endUser, nowOf, sessionAt, sessionIn } from './world.ts'
import type { ModelBrowser, ModelClient, Session, World } from './world.ts'

const SCOPES = [['openid', 'offline'], ['openid', 'profile', 'email', 'offline'], ['openid'], ['offline'], ['profile']]

interface AuthorizeAttempt {
  readonly browser: ModelBrowser
  readonly client: ModelClient
  readonly scopes: readonly string[]
  readonly proof: Pkce
  readonly prompt: string | undefined
}

function ask({ random, browsers, clients }: World, prompt: string | undefined): AuthorizeAttempt {
  return {
    browser: random.pick(browsers),
    client: random.pick(clients),
    scopes: random.pick(SCOPES),
    proof: pkce(),
    prompt,
  }
}

/** Sends an authorization request from a browser, answered by its session, by a sign-in, or not at all. */
export async function authorize(world: World): Promise<void> {
  const asking = ask(world, world.random.pick([undefined, undefined, undefined, 'none', 'none', 'login']))
  const { browser, client, prompt } = asking
  const session = sessionAt(world, browser, client)
  const previous = sessionIn(world, browser)
  const isSilent = session !== undefined && prompt !== 'login'
  world.log.push(`${browser.name} asks for ${client.name}, prompt ${prompt ?? 'absent'}, silent ${String(isSilent)}`)
  const location = await browser.browser.open(pathOf(asking))
  if (isSilent) {
    session.lastActiveAt = nowOf(world)
    keepCode(world, asking, { session, location })
    return
  }
  if (prompt === 'none') {
    agree('error', new URL(location).searchParams.get('error'), 'login_required')
    return
  }
  const user = world.random.pick(world.users)
  keepCode(world, asking, await signIn(world, asking, { user, previous }))
}

function pathOf({ client, proof, scopes, prompt }: AuthorizeAttempt): string {
  return authorizePath(client, proof, { scope: scopes.join(' '), prompt })
}

async function signIn(
  world: World,
  { browser }: AuthorizeAttempt,
  { user, previous }: { user: string; previous: Session | undefined },
) {
  world.log.push(`  ${user} signs in`)
  // The model has no limits of tries, and the same three people sign in all the time.
  await world.server.query('delete from rate_limits')
  await browser.browser.submit('identify', { email: user })
  const location = await browser.browser.submit('password', { password: PASSWORD })
  const now = nowOf(world)
  // The session of the same person stays; that of another one ends.
  const isAgain = previous?.user === user
  if (previous && !isAgain) endSession(world, previous)
  const session: Session = isAgain ? previous : { user, signedInAt: now, lastActiveAt: now, isEnded: false }
  Object.assign(session, { signedInAt: now, lastActiveAt: now })
  browser.session = session
  return { session, location }
}

function keepCode(
  world: World,
  asking: AuthorizeAttempt,
  { session, location }: { session: Session; location: string },
): void {
  const { client, scopes, proof } = asking
  const answer = new URL(location).searchParams
  agree('the address of the answer', location.startsWith(`${client.redirectUri}?`), true)
  agree('state', answer.get('state'), 'state-1')
  agree('iss', answer.get('iss'), world.server.origin)
  const value = answer.get('code')
  if (value === null) throw new Error(`no code in ${location}`)
  const at = nowOf(world)
  const grant = { client, user: session.user, session, scopes, at, isRevoked: false }
  world.grants.push(grant)
  const name = `c${String(world.codes.length)}`
  world.codes.push({ name, value, grant, at, verifier: proof.verifier, isUsed: false })
  world.log.push(`  ${name} for ${session.user}`)
}

/** Signs a person out of this browser or of all. */
export async function signOut(world: World): Promise<void> {
  const { browser, session, path, referer, isEverywhere } = leaving(world)
  await browser.browser.open(path, { headers: { referer } })
  forget(world, browser, session, isEverywhere)
}

function leaving(world: World) {
  const browser = world.random.pick(world.browsers)
  const session = sessionIn(world, browser)
  const isEverywhere = world.random.chance(0.3)
  // As an application sends it: from its own page, with the address that it registered.
  const bye = new URL('/bye', world.random.pick(world.clients).redirectUri)
  const path = `/logout?redirect=${encodeURIComponent(bye.href)}${isEverywhere ? '&all_sessions=true' : ''}`
  world.log.push(`${browser.name} opens ${path}, a session there: ${String(session !== undefined)}`)
  return { browser, session, path, referer: `${bye.origin}/`, isEverywhere }
}

function forget(world: World, browser: ModelBrowser, session: Session | undefined, isEverywhere: boolean): void {
  browser.session = undefined
  if (!session) return
  endSession(world, session)
  if (isEverywhere) endUser(world, session)
}

/** Sends a silent sign-in and a sign-out at the same moment: whichever is first, nothing that works remains. */
export async function authorizeWhileSigningOut(world: World): Promise<void> {
  const { browser, session, path, referer, isEverywhere } = leaving(world)
  const asking = { ...ask(world, 'none'), browser }
  if (!session || !sessionAt(world, browser, asking.client)) return
  const cookie = [...browser.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const [answer] = await Promise.all([
    world.at(0).request(pathOf(asking), { headers: { cookie } }),
    world.at(1).request(path, { headers: { cookie, referer } }),
  ])
  const location = answer.headers.get('location') ?? ''
  world.log.push(`  meanwhile ${asking.client.name} gets ${location.includes('code=') ? 'a code' : 'none'}`)
  if (location.includes('code=')) keepCode(world, asking, { session, location })
  // The cookies that the answers cleared.
  browser.browser.cookies.clear()
  forget(world, browser, session, isEverywhere)
}

import { claimsOf, postForm, type Tokens } from '../oauth.ts'
import { agree } from './agree.ts'
import { CODE_SECONDS, isAccessLive, isFresh, isKeptActiveBy, isPast, isPresent, isUnrevoked } from './world.ts'
import { KEPT_SECONDS, nowOf, pickRecent, Unsure } from './world.ts'
import type { AccessToken, Code, Grant, ModelClient, RefreshToken, World } from './world.ts'

export interface Answer {
  readonly status: number
  readonly body: Tokens & { readonly error?: string }
}

type Fields = Record<string, string>

export async function ask(world: World, fields: Fields, process = world.random.pick([0, 1])): Promise<Answer> {
  const response = await postForm(world.at(process), '/oauth2/token', fields)
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

export function credentialsOf({ clientId, clientSecret }: ModelClient): Fields {
  return { client_id: clientId, ...(clientSecret === undefined ? {} : { client_secret: clientSecret }) }
}

function anotherThan({ random, clients }: World, client: ModelClient): ModelClient {
  return random.pick(clients.filter((one) => one !== client))
}

/** Exchanges a code: by its client or another, with its proof or another, in time or late, once or again. */
export async function exchange(world: World): Promise<void> {
  const code = pickRecent(world, world.codes, isFresh)
  const { random } = world
  const isForeign = random.chance(0.1)
  const isUnproven = random.chance(0.08)
  const expected = isForeign || isUnproven ? 'refused' : fateOf(world, code)
  world.log.push(`exchange of ${code.name}: ${expected}`)
  const client = isForeign ? anotherThan(world, code.grant.client) : code.grant.client
  const answer = await ask(world, {
    ...exchangeFields(code),
    ...credentialsOf(client),
    ...(isUnproven ? { code_verifier: 'x'.repeat(43) } : {}),
  })
  if (expected !== 'tokens') refused(answer)
  if (expected === 'revoked') code.grant.isRevoked = true
  if (expected === 'tokens') keepExchanged(world, code, answer)
}

export function exchangeFields({ value, grant, verifier }: Code): Fields {
  const { redirectUri } = grant.client
  return { grant_type: 'authorization_code', code: value, redirect_uri: redirectUri, code_verifier: verifier }
}

export function fateOf(world: World, { grant, at, isUsed }: Code): 'tokens' | 'refused' | 'revoked' {
  if (isPast(world, at + CODE_SECONDS + KEPT_SECONDS)) throw new Unsure()
  if (isUsed) return 'revoked'
  return grant.isRevoked || isPast(world, at + CODE_SECONDS) ? 'refused' : 'tokens'
}

export function keepExchanged(world: World, code: Code, answer: Answer): void {
  code.isUsed = true
  const { grant } = code
  accepted(answer, grant.scopes)
  keepAccess(world, grant, { value: answer.body.access_token, scopes: grant.scopes })
  if (grant.scopes.includes('offline')) keepRefresh(world, grant, answer.body.refresh_token)
}

function refused({ status, body }: Answer, error: 'invalid_grant' | 'invalid_scope' = 'invalid_grant'): void {
  agree('the refusal', [status, body.error], [400, error])
}

function accepted({ status, body }: Answer, scopes: readonly string[]): void {
  agree('the answer', [status, body.error ?? null], [200, null])
  agree('an ID token', typeof body.id_token, scopes.includes('openid') ? 'string' : 'undefined')
  agree('a refresh token', typeof body.refresh_token, scopes.includes('offline') ? 'string' : 'undefined')
}

function keepAccess(world: World, grant: Grant, { value, scopes }: { value: string; scopes: readonly string[] }): void {
  const at = nowOf(world)
  const { exp, iat } = claimsOf(value) as { exp: number; iat: number }
  agree('the lifetime of the access token', exp - iat, grant.client.accessSeconds)
  const name = `a${String(world.accessTokens.length)}`
  const expiresAt = at + grant.client.accessSeconds
  world.accessTokens.push({ name, value, grant, at, expiresAt, scopes, isRevoked: false })
  world.log.push(`  ${name}`)
}

function keepRefresh(world: World, grant: Grant, value: string): void {
  const at = nowOf(world)
  const { refreshSeconds, absoluteSeconds } = grant.client
  const expiresAt = Math.min(at + refreshSeconds, grant.at + absoluteSeconds)
  const name = `r${String(world.refreshTokens.length)}`
  world.refreshTokens.push({ name, value, grant, at, expiresAt, rotatedAt: undefined, successor: undefined })
  world.log.push(`  ${name}`)
}

/** Uses a refresh token: the present one or a retired one, by its client or another, for all scopes or fewer. */
export async function refresh(world: World): Promise<void> {
  const token = pickRecent(world, world.refreshTokens, isPresent)
  const { grant } = token
  const isForeign = world.random.chance(0.07)
  // An empty scope would mean all of them.
  const isNarrower = grant.scopes.length > 1 && world.random.chance(0.15)
  const scopes = isNarrower ? grant.scopes.slice(0, -1) : grant.scopes
  const isWider = world.random.chance(0.05)
  const fate = isForeign ? 'refused' : refreshFateOf(world, token)
  // A forged or stolen token counts as such whatever it is used for.
  const isTooWide = isWider && (fate === 'tokens' || fate === 'again')
  const expected = isTooWide ? 'refused' : fate
  const current = expected === 'again' || expected === 'tokens' ? reusable(world, grant, scopes) : undefined
  const isActivity = expected === 'tokens' && isKeptActiveBy(world, grant)
  world.log.push(`refresh by ${token.name} for ${scopes.join(' ')}: ${expected}, reuses ${current?.name ?? 'none'}`)
  const client = isForeign ? anotherThan(world, grant.client) : grant.client
  const scope = isWider ? [...scopes, 'admin'] : scopes
  const answer = await ask(world, { ...refreshFields(token), ...credentialsOf(client), scope: scope.join(' ') })
  if (expected === 'refused' || expected === 'revoked') refused(answer, isTooWide ? 'invalid_scope' : 'invalid_grant')
  if (expected === 'revoked') grant.isRevoked = true
  if (expected === 'tokens' || expected === 'again') keepRefreshed(world, token, { answer, scopes, current })
  if (isActivity) grant.session.lastActiveAt = nowOf(world)
}

export function refreshFields({ value }: RefreshToken): Fields {
  return { grant_type: 'refresh_token', refresh_token: value }
}

export function refreshFateOf(world: World, token: RefreshToken): 'tokens' | 'again' | 'refused' | 'revoked' {
  const { grant, expiresAt, rotatedAt } = token
  if (grant.isRevoked || isPast(world, expiresAt)) return 'refused'
  if (rotatedAt === undefined) return 'tokens'
  const { graceSeconds } = grant.client
  return graceSeconds === 0 || isPast(world, rotatedAt + graceSeconds) ? 'revoked' : 'again'
}

/** Returns the present access token of a grant if a refresh for these scopes returns it (P3-6). */
export function reusable(world: World, grant: Grant, scopes: readonly string[]): AccessToken | undefined {
  const newest = world.accessTokens.findLast((one) => one.grant === grant && !one.isRevoked)
  if (!newest || scopes.length !== grant.scopes.length || newest.scopes.length !== grant.scopes.length) return undefined
  // In its last minute a refresh issues a new one.
  return isPast(world, newest.expiresAt - 60) ? undefined : newest
}

export function keepRefreshed(
  world: World,
  token: RefreshToken,
  given: { answer: Answer; scopes: readonly string[]; current: AccessToken | undefined },
): void {
  const { answer, scopes, current } = given
  const { grant } = token
  const { access_token: access, refresh_token: successor } = answer.body
  accepted(answer, [...scopes, 'offline'])
  const known = world.accessTokens.find(({ value }) => value === access)
  agree('the access token given again', known?.name ?? null, current?.name ?? null)
  if (!known) keepAccess(world, grant, { value: access, scopes })
  if (token.rotatedAt !== undefined) {
    agree('the successor', successor, token.successor)
    return
  }
  token.rotatedAt = nowOf(world)
  token.successor = successor
  keepRefresh(world, grant, successor)
}

/** Revokes a token: the client's own, or another's. */
export async function revoke(world: World): Promise<void> {
  const isAccess = world.random.chance(0.5)
  const token = isAccess
    ? pickRecent(world, world.accessTokens, isUnrevoked)
    : pickRecent(world, world.refreshTokens, isPresent)
  const isForeign = world.random.chance(0.25)
  const isTooLate = isPast(world, token.expiresAt)
  world.log.push(`revocation of ${token.name}${isForeign ? ' by another client' : ''}`)
  const client = isForeign ? anotherThan(world, token.grant.client) : token.grant.client
  const process = world.random.pick([0, 1])
  const { status } = await postForm(world.at(process), '/oauth2/revoke', {
    token: token.value,
    ...credentialsOf(client),
  })
  agree('the answer to a revocation', status, 200)
  if (isForeign || isTooLate) return
  if ('isRevoked' in token) token.isRevoked = true
  else token.grant.isRevoked = true
}

/** Checks whether an access token works, at the user profile and by introspection. */
export async function useAccessToken(world: World): Promise<void> {
  const token = pickRecent(world, world.accessTokens, isUnrevoked)
  const isLive = isAccessLive(world, token)
  world.log.push(`${token.name} is used: ${isLive ? 'live' : 'dead'}`)
  const process = world.random.pick([0, 1])
  const { status } = await world.at(process).request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${token.value}` },
  })
  const answered = token.scopes.includes('openid') ? 200 : 403
  agree(`the profile for ${token.name}`, status, isLive ? answered : 401)
  agree(`introspection of ${token.name}`, await isActive(world, token.grant.client, token.value), isLive)
}

/** Checks by introspection whether a refresh token works. */
export async function lookAtRefreshToken(world: World): Promise<void> {
  const token = pickRecent(world, world.refreshTokens, isPresent)
  const isLive = refreshFateOf(world, token) === 'tokens'
  world.log.push(`${token.name} is looked at: ${isLive ? 'live' : 'dead'}`)
  agree(`introspection of ${token.name}`, await isActive(world, token.grant.client, token.value), isLive)
}

/** Confidential clients introspect their own tokens; a client that may introspect all of them checks the others. */
async function isActive(world: World, client: ModelClient, token: string): Promise<boolean> {
  const isOwn = client.clientSecret !== undefined
  const authorization = isOwn ? {} : { authorization: `Bearer ${await managementToken(world)}` }
  const process = world.random.pick([0, 1])
  const fields = { token, ...(isOwn ? credentialsOf(client) : {}) }
  const response = await postForm(world.at(process), '/oauth2/introspect', fields, authorization)
  return ((await response.json()) as { active: boolean }).active
}

async function managementToken(world: World): Promise<string> {
  const { client_id, client_secret, audience } = world.server.firstRun.management
  return (await ask(world, { grant_type: 'client_credentials', client_id, client_secret, audience })).body.access_token
}

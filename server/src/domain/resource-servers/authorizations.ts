import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { MANAGEMENT_SCOPES, type Application } from '#domain/applications'
import type { Authorization } from './authorization.ts'
import { isManagementAudience } from './management-api.ts'
import { authorizationCacheKey, type TokenTyp } from './resource-server.ts'
import { listAuthorizations } from './views.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'environment'>

/**
 * Returns an authorization for each registered API that the application may request. At most a second old, like
 * applications themselves.
 */
export function readAuthorizations(ctx: Dependencies, applicationId: string): Promise<readonly Authorization[]> {
  return ctx.cache.read(authorizationCacheKey(ctx.environment.id) + applicationId, () =>
    listAuthorizations(ctx.db, applicationId),
  )
}

/**
 * Returns the authorizations of an application for these audiences on its own behalf, or undefined when it may not
 * request one of them.
 */
export async function authorizationsFor(
  ctx: Dependencies & Pick<Context, 'issuer'>,
  application: Application,
  audiences: readonly string[],
): Promise<readonly Authorization[] | undefined> {
  const isRegistered = audiences.some((audience) => !isManagementAudience(ctx, audience))
  const registered = isRegistered ? await readAuthorizations(ctx, application.id) : []
  const found = [...new Set(audiences)].map((audience) =>
    isManagementAudience(ctx, audience)
      ? managementAuthorization(application, audience)
      : registered.find((one) => one.audience === audience),
  )
  const authorizations = found.filter((one) => one !== undefined)
  return authorizations.length === found.length ? authorizations : undefined
}

function managementAuthorization(application: Application, audience: string): Authorization | undefined {
  const { isManagementAuthorized, managementScopes: granted, createdAt: since } = application
  if (!isManagementAuthorized) return undefined
  return { audience, since, tokenTyp: 'JWT', granted, withheld: withheldFrom(application), isLimited: true }
}

/** The lists are long, so they are computed once for each application that is read. */
const withheldScopes = new WeakMap<Application, readonly string[]>()

function withheldFrom(application: Application): readonly string[] {
  const known = withheldScopes.get(application)
  if (known) return known
  const has = new Set(application.managementScopes)
  const withheld = MANAGEMENT_SCOPES.filter((key) => !has.has(key))
  withheldScopes.set(application, withheld)
  return withheld
}

/**
 * Returns all scopes that a token for these APIs may carry. One key may be a scope of several of them: it is left out
 * unless each of those grants it, since each would read it as its own (AS-48, RFC 8707 section 2).
 */
export function scopesOf(authorizations: readonly Authorization[]): readonly string[] {
  const [only, ...others] = authorizations
  if (only && others.length === 0) return only.granted
  const withheld = new Set(authorizations.flatMap((one) => one.withheld))
  const granted = new Set(authorizations.flatMap((one) => one.granted))
  return [...granted].filter((key) => !withheld.has(key))
}

/** Returns `at+jwt` where every API of a token wants it, since each of them has to accept the token. */
export function tokenTypOf(authorizations: readonly Pick<Authorization, 'tokenTyp'>[]): TokenTyp {
  return authorizations.length > 0 && authorizations.every(({ tokenTyp }) => tokenTyp === 'at+jwt') ? 'at+jwt' : 'JWT'
}

/** A scope that a user has at an API. */
interface HeldScope {
  readonly audience: string
  readonly key: string
}

export interface UserScopes {
  /** The scopes that a token of the user may carry, sorted. */
  readonly granted: readonly string[]
  /** All scopes of these APIs that a request can name, whether the user has them or not. */
  readonly known: readonly string[]
}

const NO_SCOPES: UserScopes = { granted: [], known: [] }

/**
 * Returns the scopes of these registered APIs that a token for a user may carry: the user's scopes, narrowed to those
 * selected for the application where there is a selection (AS-28). Without a selection the application has all scopes
 * of the user (P4-10).
 */
export async function userScopes(
  ctx: Dependencies,
  request: {
    readonly applicationId: string
    readonly audiences: readonly string[]
    readonly held: readonly HeldScope[]
  },
): Promise<UserScopes> {
  const { applicationId, audiences, held } = request
  if (audiences.length === 0) return NO_SCOPES
  const authorizations = await readAuthorizations(ctx, applicationId)
  const asked = authorizations.filter(({ audience }) => audiences.includes(audience))
  const known = new Set(asked.flatMap(({ granted, withheld }) => [...granted, ...withheld]))
  return { granted: scopesOf(asked.map((one) => narrowToUser(one, held))).toSorted(), known: [...known] }
}

function narrowToUser(authorization: Authorization, held: readonly HeldScope[]): Authorization {
  const { audience, granted, withheld, isLimited } = authorization
  const all = [...granted, ...withheld]
  const has = new Set(held.filter((one) => one.audience === audience).map(({ key }) => key))
  const given = (isLimited ? granted : all).filter((key) => has.has(key))
  return { ...authorization, granted: given, withheld: all.filter((key) => !given.includes(key)) }
}

/** The audiences of an earlier decision that still hold, and the time since which they all do. */
export interface PresentAudiences {
  readonly audiences: readonly string[]
  readonly since: Date | undefined
  readonly tokenTyp: TokenTyp
}

/**
 * Returns the registered APIs among these audiences that an application may request at this moment. `issuedAtSeconds`
 * belongs to a token: a token from before the authorisation was made under an earlier one that was withdrawn.
 */
export async function presentAudiences(
  ctx: Dependencies,
  { applicationId, audiences, issuedAtSeconds = Infinity }: PresentQuestion,
): Promise<PresentAudiences> {
  if (audiences.length === 0) return { audiences, since: undefined, tokenTyp: 'JWT' }
  const authorizations = await readAuthorizations(ctx, applicationId)
  const holding = authorizations.filter(
    ({ audience, since }) => audiences.includes(audience) && secondsOf(since) <= issuedAtSeconds,
  )
  const known = new Set(holding.map((one) => one.audience))
  const times = holding.map((one) => one.since.getTime())
  return {
    audiences: audiences.filter((audience) => known.has(audience)),
    since: times.length === 0 ? undefined : new Date(Math.max(...times)),
    tokenTyp: tokenTypOf(holding),
  }
}

interface PresentQuestion {
  readonly applicationId: string
  readonly audiences: readonly string[]
  readonly issuedAtSeconds?: number
}

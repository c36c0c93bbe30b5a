import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { userScopes } from '#domain/resource-servers'
import { findGrant, type TokenSnapshot } from './views.ts'
import { withPresentAudiences } from './with-present-audiences.ts'

/** The scopes of a token. */
export interface TokenScopes {
  readonly all: readonly string[]
  /** The scopes among them that belong to APIs. */
  readonly ofApis: readonly string[]
  /** Whether these are all scopes that the grant gives at this moment. */
  readonly isWhole: boolean
}

/**
 * Returns the scopes that were requested, that the application may request and that the user has (AS-28), all at this
 * moment: a scope that the user lost is in no token any more. `wanted` may narrow them, never widen them.
 *
 * @throws {InvalidInput} `INVALID_SCOPE` where `wanted` names a scope that was never granted
 */
export async function scopesOfGrant(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { applicationId, audiences, scopes, namedApiScopes, authority }: TokenSnapshot,
  wanted?: readonly string[],
): Promise<TokenScopes> {
  const { granted, known } = await userScopes(ctx, { applicationId, audiences, held: authority.apiScopes })
  const askable = namedApiScopes ?? known
  const given = granted.filter((key) => askable.includes(key))
  if (wanted === undefined) return { all: [...scopes, ...given], ofApis: given, isWhole: true }
  if (!wanted.every((scope) => scopes.includes(scope) || askable.includes(scope))) {
    throw new InvalidInput('INVALID_SCOPE', 'A scope is not among those that were granted.')
  }
  const own = scopes.filter((scope) => wanted.includes(scope))
  const ofApis = given.filter((key) => wanted.includes(key))
  const isWhole = own.length === scopes.length && ofApis.length === given.length
  return { all: [...own, ...ofApis], ofApis, isWhole }
}

/** Returns the present scopes for tokens of a grant; none where the grant is gone. */
export async function readScopesOfGrant(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  grantId: string,
): Promise<readonly string[]> {
  const found = await findGrant(ctx.db, { key: grantId, propertyIds: [] })
  if (!found) return []
  const { all } = await scopesOfGrant(ctx, await withPresentAudiences(ctx, found))
  return all
}

import type { EnvironmentScope } from '#platform/context'
import type { PublicJwk } from '#platform/crypto'
import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { ResolvedSettings, Settings } from '#domain/settings'

export type ApplicationType = 'reg' | 'spa' | 'm2m' | 'device'

/** Purposes of the applications that the product registers for itself. */
export type BuiltIn = 'console' | 'playground' | 'account'

/** A registration of an OAuth client (RFC 6749 section 2). */
export interface Application {
  readonly id: string
  /** The purpose that the product registered it for; undefined where somebody registered it. */
  readonly builtIn?: BuiltIn | undefined
  readonly name: string
  readonly type: ApplicationType
  /** Compared byte for byte, with the exceptions of `callbacks/match-url.ts` (RFC 9700 section 4.1.3). */
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  /** Where a person can start again when a sign-in cannot go on. */
  readonly loginUri: string | undefined
  readonly homepageUri: string | undefined
  /** Receives a call for each session that ended; while it is set, ID tokens have a `sid`. */
  readonly backchannelLogoutUri: string | undefined
  /** The only organization that the application acts for. */
  readonly organizationCode: string | undefined
  readonly isOrganizationSuspended: boolean
  readonly isManagementAuthorized: boolean
  /** Scopes of the Management API that it may request. */
  readonly managementScopes: readonly string[]
  readonly secretDigests: readonly Buffer[]
  /** With access control only members with one of these roles may sign in. */
  readonly accessRoleIds: readonly string[]
  /** Public keys by which it may authenticate (RFC 7523). */
  readonly keys: readonly PublicJwk[]
  /** The environment's settings, with those of the application over them. */
  readonly settings: ResolvedSettings
  readonly createdAt: Date
}

/** Confidential clients can keep a secret; the rest rely on PKCE alone (RFC 6749 section 2.1). */
export function isConfidential(type: ApplicationType): boolean {
  return type === 'reg' || type === 'm2m'
}

/** An application of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchApplication(): NotFound {
  return new NotFound('APPLICATION_NOT_FOUND', 'No such application.')
}

/** A public client has no credentials (RFC 6749 section 2.1). */
export function noCredentials(): InvalidInput {
  return new InvalidInput(
    'CREDENTIALS_NOT_SUPPORTED',
    'Applications of this type can keep no secret, so they have none.',
  )
}

export function keysRequired(): InvalidInput {
  return new InvalidInput('CLIENT_KEYS_REQUIRED', 'An application that authenticates by private_key_jwt needs a key.')
}

/** Returns the prefix of the cache keys for the applications of an environment and for values derived from them. */
export function applicationCacheKey(environmentId: string): string {
  return `${environmentId}:application:`
}

export function clientIdOf(applicationId: string): string {
  return hexOf(applicationId)
}

export function applicationIdFromClientId(clientId: string): string | undefined {
  return idFromHex(clientId)
}

/**
 * Whether entries with a wildcard count. They always do in development environments; in a production environment only
 * after an administrator allowed them, since codes could go to an address that no administrator registered.
 */
export function mayHaveWildcards(
  { kind }: Pick<EnvironmentScope, 'kind'>,
  { isWildcardUrlAllowed }: Pick<Settings, 'isWildcardUrlAllowed'>,
): boolean {
  return kind === 'development' || isWildcardUrlAllowed
}

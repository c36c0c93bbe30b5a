import type { EnvironmentScope } from '#platform/context'
import type { PublicJwk } from '#platform/crypto'
import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { ResolvedSettings, Settings } from '#domain/settings'

export type ApplicationType = 'reg' | 'spa' | 'm2m' | 'device'

/** A registration of an OAuth client (RFC 6749 section 2). */
export interface Application {
  readonly id: string
  readonly name: string
  readonly type: ApplicationType
  /** Compared byte for byte, save what `callbacks/match-url.ts` says (RFC 9700 section 4.1.3). */
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  /** Where a person can start again when a sign-in cannot go on. */
  readonly loginUri: string | undefined
  readonly homepageUri: string | undefined
  /** Where it is told of sessions that ended; while there is one its ID tokens have a `sid`. */
  readonly backchannelLogoutUri: string | undefined
  /** The organization it speaks for, and no other. */
  readonly organizationCode: string | undefined
  readonly isOrganizationSuspended: boolean
  readonly isManagementAuthorized: boolean
  /** What it may ask of the Management API. */
  readonly managementScopes: readonly string[]
  readonly secretDigests: readonly Buffer[]
  /** With access control only members who have one of these may sign in. */
  readonly accessRoleIds: readonly string[]
  /** Public keys by which it may prove who it is (RFC 7523). */
  readonly keys: readonly PublicJwk[]
  /** Its settings over those of the environment. */
  readonly settings: ResolvedSettings
  readonly createdAt: Date
}

/** Confidential clients can keep a secret; the rest rely on PKCE alone (RFC 6749 section 2.1). */
export function isConfidential(type: ApplicationType): boolean {
  return type === 'reg' || type === 'm2m'
}

/** Also what one of another environment is: 404, never 403 (ATO-11). */
export function noSuchApplication(): NotFound {
  return new NotFound('APPLICATION_NOT_FOUND', 'No such application.')
}

/** A public client proves nothing (RFC 6749 section 2.1). */
export function noCredentials(): InvalidInput {
  return new InvalidInput(
    'CREDENTIALS_NOT_SUPPORTED',
    'Applications of this type can keep no secret, so they have none.',
  )
}

export function keysRequired(): InvalidInput {
  return new InvalidInput('CLIENT_KEYS_REQUIRED', 'An application that authenticates by private_key_jwt needs a key.')
}

/** What cached applications of an environment, and what is made of them, are kept under. */
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
 * Whether entries with a wildcard count. Where people develop, always; a production environment sends codes to no address
 * that nobody named, until an administrator says so.
 */
export function mayHaveWildcards(
  { kind }: Pick<EnvironmentScope, 'kind'>,
  { isWildcardUrlAllowed }: Pick<Settings, 'isWildcardUrlAllowed'>,
): boolean {
  return kind === 'development' || isWildcardUrlAllowed
}

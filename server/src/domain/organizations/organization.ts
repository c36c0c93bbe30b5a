import type { Context } from '#platform/context'
import { InvalidInput, NotFound } from '#platform/errors'
import { ADVANCED_SETTINGS } from '#domain/settings'

export interface Organization {
  readonly id: string
  /** `org_` and 11 hexadecimal digits; the `org_code` claim. Immutable. */
  readonly code: string
  readonly name: string
  /** The name of its subdomain, where it has one. */
  readonly handle: string | undefined
  readonly isDefault: boolean
}

/** An organization with its own settings and the rules for joining it. */
export interface OrganizationProfile extends Organization {
  /** The customer's own id of the organization. */
  readonly externalId: string | undefined
  readonly isAutoMembershipEnabled: boolean
  readonly isAutoJoinDomainList: boolean
  /** Mail domains whose people may join; empty for all. */
  readonly allowedDomains: readonly string[]
  /** Whether it may override settings of the environment. */
  readonly isAdvanced: boolean
  readonly suspendedAt: Date | undefined
  /** Raw settings of this level; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly createdAt: Date
}

/** An organization of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchOrganization(): NotFound {
  return new NotFound('ORGANIZATION_NOT_FOUND', 'No such organization.')
}

/** Text of another form names nothing, so it is answered like an unknown code. */
export function isOrganizationCode(text: string): boolean {
  return /^org_[0-9a-f]{11}$/.test(text)
}

/** Returns the prefix of the cache keys for the organizations of an environment. */
export function organizationCacheKey(environmentId: string): string {
  return `${environmentId}:organization:`
}

/**
 * One label of a host name, with `_` as well, which the published contract has in its example; case does not matter
 * there.
 */
const HANDLE = /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/

/** @throws {InvalidInput} `INVALID_HANDLE` */
export function parseHandle(text: string): string {
  const handle = text.trim().toLowerCase()
  if (HANDLE.test(handle)) return handle
  throw new InvalidInput('INVALID_HANDLE', 'A handle is the name of a subdomain alone, such as "blue".')
}

export function advancedFeaturesRequired(): InvalidInput {
  return new InvalidInput(
    'ADVANCED_FEATURES_REQUIRED',
    'This overrides the environment: activate advanced features first, by is_enable_advanced_orgs.',
  )
}

/**
 * O4-4: without advanced features an organization cannot set what needs them.
 *
 * @throws {InvalidInput} `ADVANCED_FEATURES_REQUIRED`
 */
export function checkAdvanced(isAdvanced: boolean, said: Readonly<Record<string, unknown>> = {}): void {
  if (!isAdvanced && Object.keys(said).some((name) => ADVANCED_SETTINGS.includes(name)))
    throw advancedFeaturesRequired()
}

/**
 * O4-11: a sender address needs a mail server of the environment's own, or mail would go out in the name of an address
 * that the server does not own.
 * @throws {InvalidInput}
 */
export function checkSender(
  { environment }: Pick<Context, 'environment'>,
  said: Readonly<Record<string, unknown>> = {},
): void {
  if (said['senderEmail'] === undefined || environment.hasMailServer) return
  throw new InvalidInput(
    'SENDER_EMAIL_NEEDS_SMTP',
    'A sender address needs a mail server (SMTP) of the environment itself: set that first, by its mail settings.',
  )
}

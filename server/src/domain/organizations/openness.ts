import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { settingsFor } from '#domain/settings'
import type { OrganizationProfile } from './organization.ts'
import { findDefaultProfile, hasOpenOrganization, lockDefaultOrganization } from './queries.ts'

type Openness = Pick<OrganizationProfile, 'isAutoMembershipEnabled' | 'isDefault' | 'settings' | 'suspendedAt'>

/** Returns whether people who sign up can come into an organization: by naming it, or because it is the default. */
export function isOpenToSignUps({ isAutoMembershipEnabled, isDefault, settings, suspendedAt }: Openness): boolean {
  if (suspendedAt !== undefined) return false
  return isAutoMembershipEnabled || (isDefault && isJoinedByDefault(settings))
}

function isJoinedByDefault(settings: unknown): boolean {
  return settingsFor({ organization: settings }).values.isJoinedByDefault
}

/**
 * Requires that an organization other than `exceptId` takes sign-ups while the environment allows them (O2-5). Changes that
 * close organizations wait for each other here: two that close the last two would otherwise both succeed.
 *
 * @throws {Conflict} `LAST_OPEN_ORGANIZATION`
 */
export async function checkAnotherIsOpen(
  { environment }: Pick<Context, 'environment'>,
  db: Db,
  { exceptId }: { readonly exceptId?: string } = {},
): Promise<void> {
  if (!settingsFor({ environment: environment.settings }).values.isSelfSignUpAllowed) return
  await lockDefaultOrganization(db)
  if (await hasOpenFor(db, exceptId)) return
  throw new Conflict(
    'LAST_OPEN_ORGANIZATION',
    'This is the last organization that takes sign-ups, and the environment allows self sign-up: switch that off first.',
  )
}

/**
 * Requires that some organization takes sign-ups, before the environment allows them.
 *
 * @throws {Conflict} `NO_OPEN_ORGANIZATION`
 */
export async function checkSomeIsOpen(db: Db): Promise<void> {
  await lockDefaultOrganization(db)
  if (await hasOpenFor(db)) return
  throw new Conflict(
    'NO_OPEN_ORGANIZATION',
    'No organization takes sign-ups: let people join one of them before you allow self sign-up.',
  )
}

async function hasOpenFor(db: Db, exceptId?: string): Promise<boolean> {
  if (await hasOpenOrganization(db, exceptId)) return true
  const standard = await findDefaultProfile(db)
  return standard !== undefined && standard.id !== exceptId && isJoinedByDefault(standard.settings)
}

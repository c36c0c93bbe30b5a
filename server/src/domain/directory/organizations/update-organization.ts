import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { applicationCacheKey } from '#domain/applications'
import { revokeGrantsOfOrganization } from '#domain/grants'
import { holdRoles, noSuchRole } from '#domain/roles'
import { ADVANCED_SETTINGS, type SettingsChange } from '#domain/settings'
import {
  recordOrganizationEvent,
  checkAnotherIsOpen,
  isOpenToSignUps,
  advancedFeaturesRequired,
  checkAdvanced,
  checkSender,
  noSuchOrganization,
  organizationCacheKey,
  parseHandle,
  type OrganizationProfile,
  findOrganizationProfile,
  lockOrganization,
  removeDefaultRoles,
  writeDefaultRoles,
  writeDomains,
  writeHandle,
  writeOrganization,
  type OrganizationChange,
} from '#domain/organizations'
import { checkOrganizationFactors, concernsFactors, withoutOff } from './mfa/check-organization-factors.ts'

type UpdateContext = Pick<Context, 'database' | 'db' | 'clock' | 'cache' | 'environment'>

export interface OrganizationTarget {
  readonly code: string
  readonly author: Author
}

/**
 * Changes an organization; an absent field keeps its value. A suspension ends every grant in it at once, for good.
 * Without its advanced features the overridden values return to those of the environment (O4-2).
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `ROLE_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_HANDLE`, `ADVANCED_FEATURES_REQUIRED`, `SENDER_EMAIL_NEEDS_SMTP`,
 * `NOT_THE_DEFAULT_ORGANIZATION`, `DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED`, `FACTORS_REQUIRED`,
 * `FACTOR_BESIDE_PASSKEY_REQUIRED`, `SMS_NOT_CONFIGURED`
 * @throws {Conflict} `EXTERNAL_ID_TAKEN`, `HANDLE_TAKEN`, `LAST_OPEN_ORGANIZATION`, `MFA_REQUIRED_BY_ENVIRONMENT`
 */
export async function updateOrganization(
  ctx: UpdateContext,
  { code, author }: OrganizationTarget,
  asked: OrganizationChange,
): Promise<void> {
  checkSender(ctx, asked.settings?.said)
  const { environment } = ctx
  const change = parsed(asked)
  // Its applications may do nothing while it is suspended.
  const changed = [organizationCacheKey(environment.id)]
  if (change.isSuspended !== undefined) changed.push(applicationCacheKey(environment.id))
  const suspended = await ctx.db.transaction().execute(async (db) => {
    const before = await lockOrganization(db, code)
    if (!before) throw noSuchOrganization()
    checkAllowed(before, change)
    await write(ctx, db, { before, change })
    const after = (await findOrganizationProfile(db, code)) ?? before
    if (isOpenToSignUps(before) && !isOpenToSignUps(after)) await checkAnotherIsOpen(ctx, db)
    if (concernsFactors(change.settings)) await checkOrganizationFactors(ctx, db, { after, asked: asked.settings })
    const event = { type: 'organization.updated', occurredAt: ctx.clock(), author, organization: after } as const
    await recordOrganizationEvent(db, event)
    for (const prefix of changed) await announceChange(db, prefix)
    return after.suspendedAt !== undefined && change.isSuspended === true ? after : undefined
  })
  for (const prefix of changed) ctx.cache.drop(prefix)
  // No new grant can begin in it, so the live ones are all. When the request is repeated, an interrupted suspension
  // goes on.
  if (suspended) await revokeGrantsOfOrganization(ctx.db, { organizationId: suspended.id, now: ctx.clock() })
}

function parsed(change: OrganizationChange): OrganizationChange {
  return {
    ...change,
    ...(typeof change.handle === 'string' ? { handle: parseHandle(change.handle) } : {}),
    ...(change.settings === undefined ? {} : { settings: withoutOff(change.settings) }),
  }
}

function checkAllowed(before: OrganizationProfile, change: OrganizationChange): void {
  if (change.isSuspended === true && before.isDefault) {
    throw new InvalidInput('DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED', 'The default organization cannot be suspended.')
  }
  const isOverriding =
    (change.allowedDomains?.length ?? 0) > 0 ||
    (change.defaultRoles?.length ?? 0) > 0 ||
    change.isAutoJoinDomainList === true
  const isAdvanced = change.isAdvanced ?? before.isAdvanced
  if (isOverriding && !isAdvanced) throw advancedFeaturesRequired()
  checkAdvanced(isAdvanced, change.settings?.said)
  const isJoinSaid = change.settings?.said['isJoinedByDefault'] !== undefined
  if (isJoinSaid && !before.isDefault) {
    throw new InvalidInput('NOT_THE_DEFAULT_ORGANIZATION', 'Only the default organization has this setting.')
  }
}

async function write(
  ctx: UpdateContext,
  db: Db,
  { before, change }: { before: OrganizationProfile; change: OrganizationChange },
): Promise<void> {
  const key = { id: before.id }
  if (change.handle !== undefined && change.handle !== (before.handle ?? null)) {
    await writeHandle(db, { ...key, businessId: ctx.environment.businessId }, change.handle)
  }
  const isReturned = change.isAdvanced === false && before.isAdvanced
  const settings = isReturned ? returned(change.settings) : change.settings
  const { isSuspended } = change
  const suspendedAt = isSuspended === undefined ? undefined : isSuspended ? (before.suspendedAt ?? ctx.clock()) : null
  await writeOrganization(db, key, {
    ...change,
    ...(isReturned ? { isAutoJoinDomainList: false } : {}),
    ...(settings === undefined ? {} : { settings }),
    ...(suspendedAt === undefined ? {} : { suspendedAt }),
  })
  if (isReturned) await removeDefaultRoles(db, key)
  else if (change.defaultRoles) await setDefaultRoles(ctx, db, { key, roleIds: change.defaultRoles })
  const domains = isReturned ? [] : change.allowedDomains
  if (domains !== undefined) await writeDomains(db, key, domains)
}

async function setDefaultRoles(
  { environment: { businessId } }: UpdateContext,
  db: Db,
  { key, roleIds }: { key: { id: string }; roleIds: readonly string[] },
): Promise<void> {
  if ((await holdRoles(db, businessId, roleIds)).length < roleIds.length) throw noSuchRole()
  await writeDefaultRoles(db, { ...key, businessId }, roleIds)
}

/** Removes the organization's overrides as well. */
function returned({ said, unsaid }: SettingsChange = { said: {}, unsaid: [] }): SettingsChange {
  return { said, unsaid: [...unsaid, ...ADVANCED_SETTINGS] }
}

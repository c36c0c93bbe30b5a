import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import {
  advancedFeaturesRequired,
  lockOrganization,
  noSuchOrganization,
  recordOrganizationEvent,
  type OrganizationProfile,
} from '#domain/organizations'

export type ExemptionContext = Pick<Context, 'db' | 'clock' | 'environment'>

export interface ExemptionTarget {
  readonly organizationCode: string
  readonly author: Author
}

interface ExemptionChange {
  /** Whether it takes advanced features, as adding one does. */
  readonly needsAdvanced: boolean
  /** Returns whether anything changed. */
  readonly work: (db: Db, organization: OrganizationProfile) => Promise<boolean>
}

/**
 * Changes whom an organization exempts from second factors, in one transaction with its event. The policy is read at
 * each sign-in, so nothing is cached.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {InvalidInput} `ADVANCED_FEATURES_REQUIRED`
 */
export async function changeExemptions(
  ctx: ExemptionContext,
  { organizationCode, author }: ExemptionTarget,
  { needsAdvanced, work }: ExemptionChange,
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const organization = await lockOrganization(db, organizationCode)
    if (!organization) throw noSuchOrganization()
    if (needsAdvanced && !organization.isAdvanced) throw advancedFeaturesRequired()
    if (!(await work(db, organization))) return
    await recordOrganizationEvent(db, { type: 'organization.updated', occurredAt: ctx.clock(), author, organization })
  })
}

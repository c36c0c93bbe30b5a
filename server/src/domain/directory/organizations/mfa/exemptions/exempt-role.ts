import { addExemptRole } from '#domain/factors'
import { holdRoles, noSuchRole } from '#domain/roles'
import { changeExemptions, type ExemptionContext, type ExemptionTarget } from './change-exemptions.ts'

/**
 * Has an organization ask members who have no role but exempt ones for no second factor (M5-13).
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `ROLE_NOT_FOUND`
 * @throws {InvalidInput} `ADVANCED_FEATURES_REQUIRED`
 */
export async function exemptRole(ctx: ExemptionContext, target: ExemptionTarget, roleId: string): Promise<void> {
  const { businessId } = ctx.environment
  await changeExemptions(ctx, target, {
    needsAdvanced: true,
    work: async (db, { id: organizationId }) => {
      if ((await holdRoles(db, businessId, [roleId])).length === 0) throw noSuchRole()
      return addExemptRole(db, { organizationId, roleId }, { businessId, now: ctx.clock() })
    },
  })
}

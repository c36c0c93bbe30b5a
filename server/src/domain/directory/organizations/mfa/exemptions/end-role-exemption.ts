import { NotFound } from '#platform/errors'
import { removeExemptRole } from '#domain/factors'
import { changeExemptions, type ExemptionContext, type ExemptionTarget } from './change-exemptions.ts'

/**
 * Ends the exemption of a role. Without advanced features too: it asks for more, not for less.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `EXEMPT_ROLE_NOT_FOUND`
 */
export async function endRoleExemption(ctx: ExemptionContext, target: ExemptionTarget, roleId: string): Promise<void> {
  await changeExemptions(ctx, target, {
    needsAdvanced: false,
    work: async (db, { id: organizationId }) => {
      if (await removeExemptRole(db, { organizationId, roleId })) return true
      throw new NotFound('EXEMPT_ROLE_NOT_FOUND', 'The organization does not exempt this role.')
    },
  })
}

import { noSuchOrganization, holdOrganization } from '#domain/organizations'
import type { UserValuesContext, Values } from './change-user-values.ts'
import { writePropertyValues } from './write-property-values.ts'

/**
 * Writes values of an organization. This does not invalidate claims of its members: the values belong to the organization.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeOrganizationValues(ctx: UserValuesContext, code: string, values: Values): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const organization = await holdOrganization(db, code)
    if (!organization) throw noSuchOrganization()
    const owner = { context: 'org', id: organization.id, subject: code } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
  })
}

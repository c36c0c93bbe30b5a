import type { Db } from '#platform/db'

/** Exempts a role in an organization. Returns false where it was exempt before. */
export async function addExemptRole(
  db: Db,
  { organizationId, roleId }: { readonly organizationId: string; readonly roleId: string },
  { businessId, now }: { readonly businessId: string; readonly now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('factor_exempt_roles')
    .values({
      environment_id: db.environmentId,
      organization_id: organizationId,
      role_id: roleId,
      business_id: businessId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('role_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the exemption of a role. Returns false where there was none. */
export async function removeExemptRole(
  db: Db,
  { organizationId, roleId }: { readonly organizationId: string; readonly roleId: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('factor_exempt_roles')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('role_id', '=', roleId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Exempts a connection in an organization. Returns false where it was exempt before. */
export async function addExemptConnection(
  db: Db,
  exempt: { readonly organizationId: string; readonly connectionId: string; readonly now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('factor_exempt_connections')
    .values({
      environment_id: db.environmentId,
      organization_id: exempt.organizationId,
      connection_id: exempt.connectionId,
      created_at: exempt.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('connection_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the exemption of a connection. Returns false where there was none. */
export async function removeExemptConnection(
  db: Db,
  { organizationId, connectionId }: { readonly organizationId: string; readonly connectionId: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('factor_exempt_connections')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

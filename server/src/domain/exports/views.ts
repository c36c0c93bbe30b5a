import type { Db } from '#platform/db'

export interface ExportedOrganization {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly handle: string | null
  readonly externalId: string | null
  readonly isDefault: boolean
  readonly createdAt: Date
}

/** Returns the external ids of organizations that have one, by code. */
export async function externalIdsOf(db: Db, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('organizations')
    .select(['code', 'external_id'])
    .where('environment_id', '=', db.environmentId)
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.flatMap((row) => (row.external_id === null ? [] : [[row.code, row.external_id] as const])))
}

export async function pageOfOrganizations(
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<ExportedOrganization[]> {
  let query = db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'external_id as externalId', 'is_default as isDefault'])
    .select('created_at as createdAt')
    .where('environment_id', '=', db.environmentId)
  if (after !== undefined) query = query.where('id', '>', after)
  return query.orderBy('id').limit(limit).execute()
}

import { sql, type Db } from '#platform/db'

export interface DeletedUser {
  readonly id: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  readonly agreements: readonly KeptAgreement[]
  readonly lastSignedInAt: Date | null
  readonly createdAt: Date
  readonly deletedAt: Date
}

interface KeptAgreement {
  /** As the database writes a time in JSON. */
  readonly acceptedAt: string
  readonly termsUrl: string | null
  readonly privacyUrl: string | null
}

/** Returns kept profiles in the order of their ids. */
export async function listDeletedUsers(
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<DeletedUser[]> {
  let query = db
    .selectFrom('deleted_users')
    .select(['id', 'given_name as givenName', 'family_name as familyName', 'picture'])
    .select(sql<readonly KeptAgreement[]>`agreements`.as('agreements'))
    .select(['last_signed_in_at as lastSignedInAt', 'created_at as createdAt', 'deleted_at as deletedAt'])
    .where('environment_id', '=', db.environmentId)
  if (after !== undefined) query = query.where('id', '>', after)
  return query.orderBy('id').limit(limit).execute()
}

import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { addToMembers } from '#domain/organizations'
import type { PreparedUser } from './prepared-user.ts'
import { givenBy, resolveScopes } from './resolve-row.ts'
import { findUserIds, type Known } from './views.ts'

interface Rows {
  readonly users: readonly PreparedUser[]
  readonly known: Known
  readonly author: Author
  readonly now: Date
}

/** Adds users who are there already to the organizations of their rows, with the roles and permissions there. */
export async function addToExisting(db: Db, environmentId: string, { users, known, author, now }: Rows): Promise<void> {
  const joining = users.filter(({ organizations }) => organizations.length > 0)
  if (joining.length === 0) return
  const userIds = await findUserIds(db, environmentId, joining)
  const additions = joining.flatMap((user) => {
    const userId = userIds.get(user.row)
    if (userId === undefined) return []
    const email = user.identities.find(({ value }) => value.kind === 'email')?.value.normalized ?? ''
    return user.organizations.map((one) => ({
      userId,
      ...givenBy(one, known),
      scopes: resolveScopes(one, known),
      givenName: user.givenName,
      familyName: user.familyName,
      email,
    }))
  })
  await addToMembers(db, environmentId, { additions, author, now })
}

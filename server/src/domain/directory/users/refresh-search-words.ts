import type { Db } from '#platform/db'
import { refreshMemberOrder } from '#domain/memberships'
import { writeSearchWords, searchWordsOf, findSearchable } from '#domain/users'

/** After a change of the name or of an identity, in the transaction of the change. */
export async function refreshSearchWords(db: Db, userId: string): Promise<void> {
  const searchable = await findSearchable(db, userId)
  // Lists of members are in the order of the same.
  await refreshMemberOrder(db, userId)
  if (searchable) await writeSearchWords(db, { userId, words: searchWordsOf(searchable) })
}

import type { Db } from '#platform/db'
import { refreshMemberOrder } from '#domain/memberships'
import { writeSearchWords } from './queries.ts'
import { searchWordsOf } from './search-words.ts'
import { findSearchable } from './views.ts'

/** After a change of the name or of an identity, in the transaction of the change. */
export async function refreshSearchWords(db: Db, environmentId: string, userId: string): Promise<void> {
  const searchable = await findSearchable(db, environmentId, userId)
  // Lists of members are in the order of the same.
  await refreshMemberOrder(db, environmentId, userId)
  if (searchable) await writeSearchWords(db, environmentId, { userId, words: searchWordsOf(searchable) })
}

import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { EmailAddress } from '#domain/identities'
import { sortNameOf, type Subscriber } from './subscriber.ts'

interface NewSubscriber {
  readonly id: string
  readonly address: EmailAddress
  readonly firstName: string
  readonly lastName: string
  readonly createdAt: Date
}

/** @throws {Conflict} `SUBSCRIBER_EXISTS` */
export async function insertSubscriber(db: Db, added: NewSubscriber): Promise<void> {
  try {
    await db
      .insertInto('subscribers')
      .values({
        environment_id: db.environmentId,
        id: added.id,
        email: added.address.typed,
        normalized: added.address.normalized,
        first_name: added.firstName,
        last_name: added.lastName,
        sort_name: sortNameOf(added),
        created_at: added.createdAt,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'subscribers_normalized_unique')) throw error
    throw new Conflict('SUBSCRIBER_EXISTS', 'This address is on the list already.', { cause: error })
  }
}

function subscribers(db: Db) {
  return db
    .selectFrom('subscribers')
    .select(['id', 'email', 'first_name as firstName', 'last_name as lastName'])
    .where('environment_id', '=', db.environmentId)
}

export async function findSubscriber(db: Db, id: string): Promise<Subscriber | undefined> {
  return subscribers(db).where('id', '=', id).executeTakeFirst()
}

/** Where a page begins: after this value of what it is ordered by, and this id. */
export interface SubscriberPlace {
  readonly key: string
  readonly id: string
}

interface Page {
  readonly by: 'sort_name' | 'normalized'
  readonly order: 'asc' | 'desc'
  readonly after: SubscriberPlace | undefined
  readonly limit: number
}

export async function listSubscribers(
  db: Db,
  { by, order, after, limit }: Page,
): Promise<(Subscriber & { readonly key: string })[]> {
  let query = subscribers(db).select(`${by} as key`)
  if (after) {
    const beyond = sql.raw(order === 'asc' ? '>' : '<')
    query = query.where(sql<boolean>`(${sql.ref(by)}, id) ${beyond} (${after.key}, ${after.id})`)
  }
  return query.orderBy(by, order).orderBy('id', order).limit(limit).execute()
}

export async function removeSubscribersOfAddresses(db: Db, normalized: readonly string[]): Promise<void> {
  await db
    .deleteFrom('subscribers')
    .where('environment_id', '=', db.environmentId)
    .where('normalized', '=', sql<string>`any(${normalized}::text[])`)
    .execute()
}

import { sql, type Db } from '#platform/db'
import { newRandomId } from '#platform/ids'
import { connectionOf, type Connection } from './connection.ts'
import { METHODS, type MethodCode } from './method.ts'

/** Gives an environment the connections that it does not have yet. Ids are random: they reveal no order. */
export async function seedConnections(db: Db, now: Date): Promise<void> {
  const rows = METHODS.map(({ strategy }) => ({
    environment_id: db.environmentId,
    id: newRandomId(),
    strategy,
    created_at: now,
  }))
  await db
    .insertInto('connections')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['environment_id', 'strategy']).doNothing())
    .execute()
}

/** Returns the connections in the order of the methods. */
export async function listConnections(db: Db): Promise<readonly Connection[]> {
  const strategies = sql.join(METHODS.map(({ strategy }) => strategy))
  const rows = await db
    .selectFrom('connections')
    .select(['id', 'strategy'])
    .where('environment_id', '=', db.environmentId)
    .orderBy(sql`array_position(array[${strategies}], strategy)`)
    .execute()
  return rows.map(connectionOf)
}

export async function findConnection(db: Db, id: string): Promise<Connection | undefined> {
  const row = await db
    .selectFrom('connections')
    .select(['id', 'strategy'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && connectionOf(row)
}

export async function findConnectionOf(db: Db, strategy: MethodCode): Promise<Connection | undefined> {
  const row = await db
    .selectFrom('connections')
    .select(['id', 'strategy'])
    .where('environment_id', '=', db.environmentId)
    .where('strategy', '=', strategy)
    .executeTakeFirst()
  return row && connectionOf(row)
}

import { sql } from 'kysely'
import type { Db } from './environment-kysely.ts'

/**
 * Does work in the caller's transaction and keeps it or undoes it. Both take the same time, so that the time of an answer
 * does not show whether there was anything to do.
 */
export async function keepIf(db: Db, isKept: boolean, work: () => Promise<void>): Promise<void> {
  await sql`savepoint kept`.execute(db)
  await work()
  await (isKept ? sql`release savepoint kept` : sql`rollback to savepoint kept`).execute(db)
}

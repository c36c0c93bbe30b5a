import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Makes every process drop the cached values whose key begins with `prefix`, as soon as the caller's transaction is
 * committed. The caller's own process hears it a moment later too: who must read its own write drops them itself.
 */
export async function announceChange(db: Db, prefix: string): Promise<void> {
  await sql`select pg_notify('gatehouse_changed', ${prefix})`.execute(db)
}

import { sql } from 'kysely'
import type { SystemDb } from './environment-kysely.ts'

/**
 * Makes every process drop the cached values whose key begins with `prefix`, as soon as the caller's transaction is
 * committed. The caller's own process gets the message a moment later too, so a caller that must read its own write drops
 * them itself.
 */
export async function announceChange(db: SystemDb, prefix: string): Promise<void> {
  await sql`select pg_notify('gatehouse_changed', ${prefix})`.execute(db)
}

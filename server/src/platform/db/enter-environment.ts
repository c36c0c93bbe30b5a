import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Binds the rest of a system transaction to an environment, for work that creates one: until it is committed no other
 * connection can see the environment, so its first rows must be written here.
 */
export async function enterEnvironment(transaction: Db, environmentId: string, businessId?: string): Promise<void> {
  await sql`select set_config('gatehouse.environment_id', ${environmentId}, true)`.execute(transaction)
  if (businessId === undefined) return
  await sql`select set_config('gatehouse.business_id', ${businessId}, true)`.execute(transaction)
}

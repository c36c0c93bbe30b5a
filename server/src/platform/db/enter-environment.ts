import { sql } from 'kysely'
import { inEnvironment, type Db, type SystemTransaction } from './environment-kysely.ts'

/**
 * Binds the rest of a system transaction to an environment, for work that creates one: until it is committed no other
 * connection can see the environment, so its first rows must be written here. Returns the transaction as one of the
 * environment; entering another one binds both to that.
 */
export async function enterEnvironment(
  transaction: SystemTransaction,
  environmentId: string,
  businessId?: string,
): Promise<Db> {
  await sql`select set_config('gatehouse.environment_id', ${environmentId}, true)`.execute(transaction)
  if (businessId !== undefined) {
    await sql`select set_config('gatehouse.business_id', ${businessId}, true)`.execute(transaction)
  }
  return inEnvironment(transaction, environmentId)
}

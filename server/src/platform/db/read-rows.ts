import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

/**
 * Runs a statement that is written as text, for hot paths where building it anew costs more than running it. The text is
 * a constant of the code; everything that varies is a parameter.
 */
export async function readRows<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]))
  return rows
}

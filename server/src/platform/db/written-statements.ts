import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'
import { ONE_PLAN, SHORT } from './dialect.ts'

/**
 * Runs a statement that is written as text, for hot paths where building it anew costs more than running it. The text is
 * a constant of the code; everything that varies is a parameter.
 *
 * It is planned once for all values: a join of several tables would otherwise be planned at each run, which takes longer
 * than running it (the user profile: 630 µs of the database's processor, 180 with one plan). So it must find its rows by
 * their keys; a list, whose plan depends on its limit, is not for this.
 */
export async function readRows<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(`${ONE_PLAN}${text}`, [...parameters]))
  return rows
}

/**
 * Writes a few rows by a statement that is written as text, like `readRows`, and returns what it returns. It shares a
 * transaction with others: not for what holds many rows, or may have to wait for somebody who does.
 */
export async function writeRows<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(`${SHORT}${text}`, [...parameters]))
  return rows
}

/**
 * Reads a list by a statement that is written as text, on a connection of its own. Its limit stands in the text: of one
 * that it does not know the planner expects a tenth of the table, and so plans each page anew.
 */
export async function readList<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]))
  return rows
}

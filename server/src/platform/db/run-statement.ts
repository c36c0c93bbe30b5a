import { CompiledQuery } from 'kysely'
import type { Openings } from './batches.ts'
import { scopeOf, type Db } from './database.ts'
import { LATER, ONE_PLAN, type Scope } from './dialect.ts'
import { statementsFor, type KeyedStatement } from './statement.ts'
import { valuesOf } from './pipeline.ts'

/**
 * Reads by a statement that is written as text, for hot paths where building it anew costs more than running it. The text
 * is a constant of the code; everything that varies is a parameter.
 *
 * It is planned once for all values: a join of several tables would otherwise be planned at each run, which takes longer
 * than running it (the user profile: 630 µs of the database's processor, 180 with one plan). So it must find its rows by
 * their keys. A list, whose plan depends on its limit, is not for this, but for a short page with a limit in the text.
 */
export function readRows<Row>(db: Db, read: KeyedStatement, parameters: readonly unknown[]): Promise<Row[]> {
  return run<Row>(db, { statement: read, parameters }, ({ openingForOnePlan: together }) => ({ together }))
}

/**
 * Writes a few rows by a statement that is written as text, like `readRows`, and returns what it returns. It shares a
 * transaction with others: not for what holds many rows, or may have to wait for somebody who does.
 */
export function writeRows<Row>(db: Db, write: KeyedStatement, parameters: readonly unknown[]): Promise<Row[]> {
  const openings = ({ openingForShort: together, opening: alone }: Scope) => ({ together, alone })
  return run<Row>(db, { statement: write, parameters }, openings)
}

/**
 * Reads a list by a statement that is written as text, on a connection of its own. Its limit stands in the text: of one
 * that it does not know the planner expects a tenth of the table, and so plans each page anew.
 */
export async function readList<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]))
  return rows
}

/**
 * Locks or writes rows in the caller's transaction by a statement that is written as text and planned once, like
 * `readRows`, and returns what it returns. Planning what changes memberships took longer than running it.
 */
export async function changeRows<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  // Alone it is no read, and must not hold up those that it would travel with.
  return db.isTransaction ? inOnePlan<Row>(db, text, parameters) : readList<Row>(db, text, parameters)
}

/**
 * Writes in the caller's transaction by a statement that is written as text and planned once, like `changeRows`, when the
 * next one of it is sent or it is committed: one round trip less. What refuses it is thrown there. For what nobody waits
 * to hear of, and no caller has a name for the failure of.
 */
export async function writeLater(db: Db, text: string, parameters: readonly unknown[]): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(`${LATER}${text}`, [...parameters]))
}

interface Asked {
  readonly statement: KeyedStatement
  readonly parameters: readonly unknown[]
}

/** In a transaction it is one of its statements; outside it travels with those of others. */
async function run<Row>(
  db: Db,
  { statement, parameters }: Asked,
  openingsOf: (scope: Scope) => Openings,
): Promise<Row[]> {
  const scope = scopeOf(db)
  if (scope) return (await scope.batches.run(statement, valuesOf(parameters), openingsOf(scope))).rows
  const rowsOf = statementsFor(statement, [valuesOf(parameters)]).map(({ text, values }) =>
    inOnePlan<Row>(db, text, values),
  )
  return (await Promise.all(rowsOf)).flat()
}

async function inOnePlan<Row>(db: Db, text: string, parameters: readonly unknown[]): Promise<Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(`${ONE_PLAN}${text}`, [...parameters]))
  return rows
}

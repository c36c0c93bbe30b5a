import type { Db } from './environment-kysely.ts'

/**
 * One part of deleting something: what a single concept has of it. Most of that goes by foreign key with the row; a part
 * is for what must happen before, for what no foreign key leads to, and for what is kept in another form.
 */
export interface Ending<Target> {
  readonly name: string
  /** Tables in which this part ends rows of the target, or keeps what has to outlive it. */
  readonly tables: readonly string[]
  readonly end: (db: Db, target: Target) => Promise<unknown>
}

/** Runs the parts one after the other, in the caller's transaction. */
export async function endInOrder<Target>(db: Db, endings: readonly Ending<Target>[], target: Target): Promise<void> {
  for (const { end } of endings) await end(db, target)
}

/** Tables that name something by its id and keep the id after it was deleted, each with the reason. */
export type KeptReferences = Readonly<Record<string, string>>

import type { Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { isLastOwner } from '#domain/users'

/** @throws {Conflict} `LAST_OWNER`: without one nobody could operate this installation any more. */
export async function checkNotLastOwner(db: Db, userId: string): Promise<void> {
  if (!(await isLastOwner(db, userId))) return
  throw new Conflict('LAST_OWNER', 'This is the last owner of the installation. Make somebody else an owner first.')
}

import type { z } from 'zod'
import type { Sealer } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'

/** The list of a cursor. A cursor of another operation, filter or environment does not open (ATO-11). */
export interface ListScope {
  readonly operation: string
  readonly filter: Readonly<Record<string, unknown>>
}

/**
 * Returns the place after which a page begins, as opaque text: a client cannot read it, make one up or use it
 * elsewhere.
 */
export function sealCursor(sealer: Sealer, list: ListScope, position: readonly unknown[]): string {
  return sealer.seal(purposeOf(list), JSON.stringify(position)).toString('base64url')
}

/** @throws {InvalidInput} `INVALID_CURSOR` */
export function openCursor<S extends z.ZodType>(
  sealer: Sealer,
  list: ListScope,
  { cursor, position }: { cursor: string; position: S },
): z.output<S> {
  try {
    return position.parse(JSON.parse(sealer.open(purposeOf(list), Buffer.from(cursor, 'base64url'))))
  } catch {
    // Every problem means the same: it is not a cursor of this list.
    throw new InvalidInput('INVALID_CURSOR', 'This is not a page token of this list, or its filter was changed.')
  }
}

function purposeOf({ operation, filter }: ListScope): string {
  return `cursor:${operation}:${JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)))}`
}

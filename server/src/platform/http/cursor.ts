import type { z } from 'zod'
import type { Sealer } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'

/** Which list a cursor belongs to. One of another operation, filter or environment does not open (ATO-11). */
export interface ListScope {
  readonly operation: string
  readonly filter: Readonly<Record<string, unknown>>
}

/** The place after which a page begins, as opaque text: nobody can read it, make one up or use it elsewhere. */
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
    // Whatever is wrong with it, it is not one we gave for this list.
    throw new InvalidInput('INVALID_CURSOR', 'This is not a page token of this list, or its filter was changed.')
  }
}

function purposeOf({ operation, filter }: ListScope): string {
  return `cursor:${operation}:${JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)))}`
}

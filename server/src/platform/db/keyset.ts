import { sql, type RawBuilder } from 'kysely'

/** A part of a list: in the order of one column, ties by id, from behind a place on. */
export interface ListPage<By extends string> {
  readonly by: By
  readonly direction: 'asc' | 'desc'
  readonly after: { readonly value: string; readonly id: string } | undefined
  readonly limit: number
}

const LIMITS = [11, 26, 51, 101, 251, 501]

/**
 * A limit that stands in the text of a statement: of one that it does not know the planner expects a tenth of the table,
 * and so plans each page again. Each is a statement of its own, which every connection keeps prepared: there are few, and
 * what is read beyond the limit asked for is to be cut off.
 */
export function writtenLimit(limit: number): number {
  return LIMITS.find((one) => one >= limit) ?? limit
}

interface Keyset {
  readonly isBeyond: RawBuilder<boolean>
  readonly order: RawBuilder<unknown>
}

/** Where a page begins and how it is sorted. Text is compared byte for byte, so that no locale moves a place. */
export function keysetOf(table: string, { by, direction, after }: ListPage<string>): Keyset {
  const id = sql.ref(`${table}.id`)
  const column = by === 'id' ? id : sql`${sql.ref(`${table}.${by}`)} collate "C"`
  const way = sql.raw(direction)
  return {
    isBeyond: after
      ? sql`(${column}, ${id}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${after.value}, ${after.id}::uuid)`
      : sql`true`,
    order: sql`${column} ${way}, ${id} ${way}`,
  }
}

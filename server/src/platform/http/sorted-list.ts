import { z } from 'zod'
import type { Sealer } from '#platform/crypto'
import type { ListPage } from '#platform/db'
import { openCursor, sealCursor } from './cursor.ts'
import { pageOf } from './paging.ts'

type Order<By extends string> = Pick<ListPage<By>, 'by' | 'direction'>

/** The `sort` of a list: `name_asc`, `name_desc` and so on. Not sent, or sent empty, it is by the first, ascending. */
export function sortSchema<By extends string>(first: By, ...others: readonly By[]) {
  const orders = new Map<string, Order<By>>()
  for (const by of [first, ...others]) {
    orders.set(`${by}_asc`, { by, direction: 'asc' }).set(`${by}_desc`, { by, direction: 'desc' })
  }
  const names = [...orders.keys()]
  return z
    .string()
    .optional()
    .transform((text, context): Order<By> => {
      const order = text === undefined || text === '' ? ({ by: first, direction: 'asc' } as const) : orders.get(text)
      if (order) return order
      context.addIssue(`must be one of ${names.join(', ')}`)
      return z.NEVER
    })
    .meta({ type: 'string', enum: names, description: 'Order of the list.' })
}

interface SortedList<By extends string> {
  readonly operation: string
  readonly filter?: Readonly<Record<string, unknown>>
  readonly query: {
    readonly sort: Order<By>
    readonly page_size: number
    readonly next_token?: string | undefined
  }
}

/** Reads a page of a sorted list, and gives what its answer says of the next. */
export async function readSortedPage<By extends string, T extends Readonly<Record<By | 'id', string>>>(
  sealer: Sealer,
  { operation, filter = {}, query: { sort, page_size: size, next_token: cursor } }: SortedList<By>,
  read: (page: ListPage<By>) => Promise<readonly T[]>,
): Promise<{ readonly page: T[]; readonly next: { readonly next_token?: string } }> {
  const list = { operation, filter: { ...filter, ...sort } }
  const place = cursor === undefined ? undefined : openCursor(sealer, list, { cursor, position: Place })
  const after = place && { value: place[0], id: place[1] }
  const { page, last } = pageOf(await read({ ...sort, after, limit: size + 1 }), size)
  return { page: [...page], next: last ? { next_token: sealCursor(sealer, list, [last[sort.by], last.id]) } : {} }
}
const Place = z.tuple([z.string(), z.string()])

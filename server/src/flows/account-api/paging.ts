import { pageOf } from '#platform/http'

interface Page<T> {
  readonly page: readonly T[]
  readonly metadata: { readonly has_more: boolean; readonly next_page_starting_after: string }
}

/** A page of what one user has, which is little: it is read whole and cut here. In the order of ids. */
export function cut<T extends { readonly id: string }>(
  records: readonly T[],
  { page_size: size, starting_after: after }: { readonly page_size: number; readonly starting_after: string },
  idOf: (record: T) => string,
): Page<T> {
  const rest = records.filter(({ id }) => id > after).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { page, last } = pageOf(rest, size)
  const final = page.at(-1)
  return { page, metadata: { has_more: last !== undefined, next_page_starting_after: final ? idOf(final) : '' } }
}

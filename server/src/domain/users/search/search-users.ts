import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { readListed, type Expansion, type ListedUser } from '../listing/index.ts'
import { findCandidates, type SetFilter } from './filters-of-users.ts'
import { findFirstWord, findIdsBySignIn, findUserIds, pageByWord, readPageByWord, type SignInPlace } from './views.ts'

export interface Search {
  /** Beginnings of words, folded; a user is found by all of them. */
  readonly prefixes: readonly string[]
  /** A user has one of the values of each of these properties. */
  readonly properties: readonly { readonly key: string; readonly values: readonly string[] }[]
  /** A user has one of these scopes in some organization. */
  readonly scopes: readonly string[]
  /** Further things that a user has or is. */
  readonly further?: readonly SetFilter[]
  /** The user after or before whom the page lies. */
  readonly from: { readonly id: string; readonly direction: 'after' | 'before' } | undefined
  readonly limit: number
  readonly expand: Expansion
}

/** More than these are not collected: then so many have it that looking through users in order soon finds a page. */
const CANDIDATES_MOST = 10_000

/**
 * One page. By the word that was found where words are asked for, else by id; a small number of candidates is
 * always by id.
 *
 * @throws {InvalidInput} `INVALID_CURSOR`: the page begins at nobody who is found
 */
export async function searchUsers({ db }: Pick<Context, 'db'>, search: Search): Promise<readonly ListedUser[]> {
  const { limit, expand } = search
  const filters = setFiltersOf(search)
  const candidates = await findFewest(db, filters)
  // The longest is the rarest, as a rule.
  const [first, ...others] = search.prefixes.toSorted((a, b) => b.length - a.length)
  const listed = async (ids: Promise<string[]>) => readListed(db, { ids: await ids, expand })
  if (candidates || first === undefined) {
    return listed(findUserIds(db, { ...search, filters, ids: candidates }))
  }
  const from = search.from && { ...search.from, word: await findFirstWord(db, search.from.id, first) }
  if (from && from.word === undefined) throw new InvalidInput('INVALID_CURSOR', 'This user is not among those found.')
  const page = { prefix: first, others, filters, from, limit }
  if (others.length + filters.length > 0) return listed(pageByWord(db, page))
  return readPageByWord(db, page, expand)
}

/** Returns a page of the users who match, by their last sign-in. */
export async function listBySignIn(
  { db }: Pick<Context, 'db'>,
  { after, ...search }: Omit<Search, 'from' | 'prefixes'> & { readonly after: SignInPlace | undefined },
): Promise<readonly ListedUser[]> {
  const filters = setFiltersOf(search)
  const ids = await findFewest(db, filters)
  const page = await findIdsBySignIn(db, { ids, filters, after, limit: search.limit })
  return readListed(db, { ids: page, expand: search.expand })
}

function setFiltersOf({
  properties,
  scopes,
  further = [],
}: Pick<Search, 'properties' | 'scopes' | 'further'>): readonly SetFilter[] {
  const byProperty = properties.map((property) => ({ kind: 'property' as const, ...property }))
  const byScopes = scopes.length === 0 ? [] : [{ kind: 'scopes' as const, keys: scopes }]
  return [...byProperty, ...byScopes, ...further]
}

/** Returns the users who match the filter that fewest match; undefined where many match each of them. */
async function findFewest(db: Db, filters: readonly SetFilter[]): Promise<readonly string[] | undefined> {
  const known = await Promise.all(filters.map((filter) => findCandidates(db, { filter, most: CANDIDATES_MOST })))
  return smallestOf(known.filter((ids) => ids !== undefined))
}

function smallestOf(all: readonly (readonly string[])[]): readonly string[] | undefined {
  return all.toSorted((a, b) => a.length - b.length)[0]
}

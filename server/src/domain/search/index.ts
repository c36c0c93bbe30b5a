/**
 * Finding anything of an environment by a few letters: people, organizations, applications, and the things that are
 * defined in settings.
 *
 * A caller finds only kinds that their scopes let them list. People are found by the beginnings of words, which an index
 * holds; the other kinds by any part of name or key, each at most a few thousand. An answer is a handful of each kind and
 * has no next page: the lists of each kind do. Owns no table.
 */
export { searchEverything, type Hit } from './search-everything.ts'

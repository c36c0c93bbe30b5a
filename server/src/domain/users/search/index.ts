/**
 * Finding users by the beginnings of words, by properties and by API scopes.
 *
 * Every way in is an index: words and property values are rows, compared by range or equality, because under row-level
 * security nothing else uses one. A page costs what it shows: it begins at a place, and never counts. Reads only.
 */
export { searchUsers, type Search } from './search-users.ts'

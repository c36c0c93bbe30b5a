/**
 * Users as lists and single reads show them, with what a reader asked for beside: organizations and identities. Pages
 * are read by key, never by offset, and what is beside is read once for the page. Reads only.
 */
export {
  findListedUser,
  findUsersByIdentity,
  listUsers,
  readFound,
  readListed,
  type ListedUser,
  type UserFilter,
  type UserPlace,
  type Expansion,
} from './views.ts'

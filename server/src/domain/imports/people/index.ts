/**
 * Users as files have them: what a row says, what it may say, and a batch of them written at once.
 */
export { readFirebaseColumns } from './firebase-csv.ts'
export { USER_COLUMNS } from './user-row.ts'
export { prepareUser, readHashConfig, readHashConfigLine, type HashConfig } from './prepare-user.ts'
export { writeUsers } from './write-users.ts'
export { keysOfUser, type PreparedUser } from './prepared-user.ts'

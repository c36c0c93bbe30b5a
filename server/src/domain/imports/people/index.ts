/**
 * Users as files have them: what a row says, what it may say, and a batch of them written at once.
 */
export { prepareUser, readHashConfig, type HashConfig } from './prepare-user.ts'
export { writeUsers } from './write-users.ts'
export { keysOfUser, type PreparedUser } from './prepared-user.ts'

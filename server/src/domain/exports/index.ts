/**
 * All users and organizations of an environment as lines of JSON, read page by page while they are taken, so that a
 * million need no more memory than five hundred. Passwords are not in it, not as hashes either (M2-13). Owns nothing.
 */
export { exportOrganizations, exportUsers } from './exported-lines.ts'

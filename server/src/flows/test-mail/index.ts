/**
 * Test mail: shows an administrator how mail of an environment or of an organization arrives, with the settings as they
 * are or as they would be. Owns no table.
 *
 * Invariants: it goes to administrators only and a few times an hour, whatever the token may do; why a server did not
 * take it is told in our sentences, never in its words.
 */
export { sendTestMail, type TestMailWish } from './send-test-mail.ts'
export type { TestMailProblem } from './problems.ts'

/**
 * Test message: shows an administrator whether text messages of an environment arrive, with the settings as they are or as
 * they would be. Owns no table.
 *
 * Invariants: it has the text of a real code, which opens nothing; it goes to a mobile phone of an allowed country, and a
 * few times an hour, whatever the token may do; why the provider did not take it is told in our sentences.
 */
export { sendTestSms, type TestSmsWish } from './send-test-sms.ts'
export type { TestSmsProblem } from './problems.ts'

/**
 * The proofs of a person: passwords and one-time codes.
 *
 * Passwords are argon2id hashes. One that another system hashed becomes such a hash when its user signs in with it;
 * until then a slow hash stays as it came. A fast one is stored sealed from the first moment, and a job wraps it: the
 * result is argon2id of its digest. A code is bound to flow, purpose and destination, is used once, and counts its
 * tries in the database; a new one voids the old. Owns `password_credentials` and `one_time_codes`.
 */
export { checkChosenPassword, type CheckedPassword, type ChosenPasswordProblem } from './check-chosen-password.ts'
export type { OwnWords } from './own-words.ts'
export { checkPasswordRules, opaqueString, type PasswordProblem } from './password.ts'
export { deletePassword, insertPasswords, setPassword } from './queries.ts'
export { answerSteadily } from './steady-answer.ts'
export { isSealed, sealIfFast } from './stored-hash.ts'
export { verifyPassword, type PasswordOwner } from './verify-password.ts'
export { upgradeHash } from './upgrade-hash.ts'
export { wrapSome, wrapSoon, WRAP_HASHES } from './hash-wrapping.ts'
export {
  redeemCode,
  replaceCode,
  type CodeAttempt,
  type CodeOutcome,
  type CodePurpose,
} from './one-time-code-queries.ts'
export type { CredentialProblem } from './problems.ts'

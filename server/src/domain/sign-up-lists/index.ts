/**
 * Rules for the mail addresses of new accounts: the lists of an environment, and the list of throw-away mail services.
 *
 * Invariants: only the holder of an address learns that it was refused, and no list is named to them; traces name it.
 * People who have an account are not asked. Lists hold for sign-ups, not for administrators, invitations and imports.
 * Owns no table: the lists are settings.
 */
export { signUpRefusal, type SignUpRefusal } from './sign-up-refusal.ts'

/**
 * Rotation of client secrets: a new one takes the place of the present one, which is accepted for as long as it is kept.
 *
 * At most two at a time, so that a secret that leaked is never forgotten on a pile. Only digests are stored: each is seen
 * once, by whoever rotates. Nobody takes over an application that may do more than they may (ATO-24). Writes
 * `application_secrets`.
 */
export { rotateSecret } from './rotate-secret.ts'
export { deletePreviousSecret } from './delete-previous-secret.ts'

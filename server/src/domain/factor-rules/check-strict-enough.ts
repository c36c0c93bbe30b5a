import { Conflict } from '#platform/errors'
import type { Settings } from '#domain/settings'

/**
 * Requires that an organization which asks for less than a required factor may (M5-11, M5-15): below an environment that
 * requires one it would seem to be off, and act as required.
 *
 * @throws {Conflict} `MFA_REQUIRED_BY_ENVIRONMENT`
 */
export function checkStrictEnough(environment: Settings['mfaPolicy']): void {
  if (environment !== 'required') return
  throw new Conflict(
    'MFA_REQUIRED_BY_ENVIRONMENT',
    'The environment requires a second factor of everybody: change that first, or exempt roles.',
  )
}

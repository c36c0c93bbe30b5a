/**
 * The rules for policies on second factors. A policy may be set only if everybody can meet it, at the environment and at
 * each organization that asks for factors itself: one factor at least, text messages only where they can be sent, and
 * never a passkey alone. `#domain/factors` says which policy holds for a sign-in. Owns no table.
 */
export { checkFactors, isMeetable, type FactorValues } from './check-factors.ts'
export { checkInheritors } from './check-inheritors.ts'
export { checkStrictEnough } from './check-strict-enough.ts'
export { FACTORS, MFA_FIELDS, PublishedFactors, storedFactors } from './schema.ts'
export { countEnrolled, type EnrolledPeople } from './views.ts'
export type { FactorRuleProblem } from './problems.ts'

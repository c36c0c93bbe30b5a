/**
 * Second factors of one person as administrators see them: the factors, the recovery codes that are left, and the trusted
 * browsers. An administrator resets them and never sets one up. The person is told by mail. Owns no table.
 */
export { resetFactor } from './reset-factor.ts'
export { resetFactors } from './reset-factors.ts'
export { untrustDevices } from './untrust-devices.ts'
export type { PersonFactorProblem } from './problems.ts'

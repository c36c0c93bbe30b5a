/**
 * People who operate this installation. They are users of the control environment and sign in through the same flows.
 * Their roles in businesses are `#domain/team`.
 *
 * The first is created through a one-time link that only the operator sees. Owns `administrators` and `setup_links`.
 */
export { createSetupLink, findSetupLink, hasAdministrator } from './queries.ts'
export { findAdministrator, findAdministratorByAddress, type Administrator } from './views.ts'
export { createFirstAdministrator, type FirstAdministrator } from './create-first-administrator.ts'
export { resetAdministratorFactors } from './reset-administrator-factors.ts'

/**
 * The installation: its businesses and their environments, as they are made, furnished, changed and deleted.
 *
 * A new environment starts with keys, a default organization, the built-in properties and a client of its Management API,
 * so this folder lies above the concepts that provide these. The first start makes a business with production and
 * development, and the control environment. How a request finds its environment is `#domain/environments`. Owns
 * `installation` and `businesses`. Reads and writes through the system connection, because these lie above any one
 * environment.
 */
export { completeEnvironments } from './complete-environments.ts'
export { createBusiness, type NewBusiness } from './create-business.ts'
export { type CreateBusinessContext } from './furnish-business.ts'
export { managementClientViewOf, type ManagementClient } from './management-client.ts'
export { findBusinessName, findRootBusinessId, readInstallation } from './queries.ts'
export { recoverManagementClient } from './recover-management-client.ts'
export { seedInstallation, type HandOver, type SeededInstallation } from './seed-installation.ts'
export type { InstallationProblem } from './problems.ts'

/**
 * Businesses, their environments, and the hosts these answer at.
 *
 * An environment is the unit of isolation: one issuer, one directory, its settings. A request's environment comes from
 * its host by the `hosts` table and from nothing else. Owns `installation`, `businesses`, `environments`, `hosts`.
 * Reads and writes these through the system connection, because they lie above any one environment.
 */
export { completeEnvironments } from './complete-environments.ts'
export { createBusiness, type CreateBusinessContext, type NewBusiness } from './create-business.ts'
export { inEachEnvironment } from './each-environment.ts'
export {
  findEnvironmentByHost,
  findEnvironmentById,
  findBuiltInOrigin,
  listEnvironments,
  readBusinessCode,
  readControlEnvironment,
  readInstallation,
  registerOrigins,
  type HostedEnvironment,
  type ListedEnvironment,
} from './queries.ts'
export { ownServerOf } from './mail/own-server.ts'
export { findMailServer, type FoundMailServer } from './mail/find-mail-server.ts'
export { draftMailServer, type DraftedMail } from './mail/draft-mail-server.ts'
export type { MailChange } from './mail/mail-settings.ts'
export { MailFields, mailChangeOf } from './mail/schema.ts'
export { managementClientViewOf, type ManagementClient } from './management-client.ts'
export { recoverManagementClient } from './recover-management-client.ts'
export { seedInstallation, type HandOver, type SeededInstallation } from './seed-installation.ts'
export { listEstates, type Estate, type EstateEnvironment } from './views.ts'
export { updateEnvironmentSettings } from './update-environment-settings.ts'

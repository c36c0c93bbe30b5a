/**
 * Environments, the hosts they answer at, their settings and their mail server. `#domain/installation` makes and deletes
 * them, with their businesses.
 *
 * An environment is the unit of isolation: one issuer, one directory, its settings. A request's environment comes from
 * its host by the `hosts` table and from nothing else. Owns `environments` and `hosts`. Reads and writes these through the
 * system connection, because they lie above any one environment.
 */
export { inEachEnvironment } from './each-environment.ts'
export { readOwnSettings } from './read-own-settings.ts'
export {
  addressTaken,
  findBuiltInOrigin,
  findEnvironmentByHost,
  findEnvironmentById,
  findEnvironmentSettings,
  insertEnvironment,
  insertHost,
  kindOf,
  listEnvironmentIds,
  listEnvironments,
  markEnvironmentDeleted,
  markEnvironmentsDeleted,
  readBusinessCode,
  readControlEnvironment,
  registerAlias,
  registerOrigins,
  writeEnvironment,
  type HostedEnvironment,
  type ListedEnvironment,
} from './queries.ts'
export { findBotStopSecret } from './bot-stop/queries.ts'
export { ownServerOf } from './mail/own-server.ts'
export { findMailServer, type FoundMailServer } from './mail/find-mail-server.ts'
export { draftMailServer, type DraftedMail } from './mail/draft-mail-server.ts'
export type { MailChange } from './mail/mail-settings.ts'
export { MailFields, mailChangeOf } from './mail/schema.ts'
export { draftSmsAccounts, findSmsDelivery, type DraftedSms } from './sms/sms-delivery.ts'
export type { SmsChange } from './sms/sms-settings.ts'
export { isSmsChosen } from './sms/views.ts'
export { smsScopeOf } from './sms/sms-provider.ts'
export { SmsFields, smsChangeOf } from './sms/schema.ts'
export { listEstates, type Estate, type EstateEnvironment } from './views.ts'
export { updateEnvironmentSettings } from './update-environment-settings.ts'
export type { EnvironmentProblem } from './problems.ts'

/**
 * The settings engine: `settingsFor(environment, application, organization)`, one typed value with the origin of each
 * field. Nothing else reads raw settings. A level that does not name a field inherits it.
 * Pure; owns no table: raw settings lie in the `settings` column of their owners.
 */
export { settingsFor, type Level, type ResolvedSettings, type Settings } from './settings.ts'
export { settingsSchema, type SettingsChange } from './schema.ts'

/**
 * The settings engine: `settingsFor(business, environment, application, organization)`, one typed value with the origin of each
 * field. Nothing else reads raw settings. A level that does not name a field inherits it.
 * Pure; owns no table: raw settings lie in the `settings` column of their owners.
 */
export {
  ACCESS_TOKEN_CLAIMS,
  ADVANCED_SETTINGS,
  ID_TOKEN_CLAIMS,
  M2M_TOKEN_CLAIMS,
  organizationLayer,
  settingsFor,
  withOrganization,
  type Level,
  type SettingName,
  type OrganizationLevel,
  type ResolvedSettings,
  type Settings,
} from './settings.ts'
export { BRAND_FIELDS, RADIUS_FIELDS, settingsSchema, settingView, type SettingsChange } from './schema.ts'
export { colourViewOf, hexColourOf, type ColourView } from './colour.ts'
export { emailText } from './email-text.ts'
export { EmailDomains, parseEmailDomain } from './email-domain.ts'

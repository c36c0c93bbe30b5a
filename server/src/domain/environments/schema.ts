import { z } from 'zod'
import { BRAND_FIELDS, RADIUS_FIELDS, settingsSchema } from '#domain/settings'

export const ENVIRONMENT_SETTINGS = settingsSchema('environment', {
  ...BRAND_FIELDS,
  ...RADIUS_FIELDS,
  allowed_domains: 'allowedDomains',
  breached_sign_in: 'breachedSignIn',
  authenticated_session_lifetime: 'sessionIdleSeconds',
  code_lifetime_minutes: 'codeLifetimeMinutes',
  default_device_application: 'defaultDeviceApplication',
  email_method: 'emailMethod',
  homepage_application: 'homepageApplication',
  is_breach_checked: 'isBreachChecked',
  is_device_flow_allowed: 'isDeviceFlowAllowed',
  is_click_wrap: 'isClickWrap',
  is_disposable_refused: 'isDisposableRefused',
  is_enumeration_protected: 'isEnumerationProtected',
  is_latest_organization_entered: 'isLatestOrganizationEntered',
  is_organization_creation_allowed: 'isOrganizationCreationAllowed',
  is_self_sign_up_allowed: 'isSelfSignUpAllowed',
  is_session_persistent: 'isSessionPersistent',
  is_wildcard_url_allowed: 'isWildcardUrlAllowed',
  language_key: 'languageKey',
  lockout_attempts: 'lockoutAttempts',
  lockout_minutes: 'lockoutMinutes',
  security_mails: 'securityMails',
  sign_up_allow_list: 'signUpAllowList',
  sign_up_block_list: 'signUpBlockList',
  signing_key_rotation_days: 'signingKeyRotationDays',
  privacy_url: 'privacyUrl',
  terms_url: 'termsUrl',
  theme_code: 'themeCode',
})

export const SettingsBody = z.strictObject(ENVIRONMENT_SETTINGS.fields)

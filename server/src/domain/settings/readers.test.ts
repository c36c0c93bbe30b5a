import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { startServer } from '../../../test/server.ts'
import { DEFINITIONS } from './settings.ts'

const SOURCE = join(import.meta.dirname, '..', '..')
const server = await startServer()
const document = (await (await server.request('/api/openapi.json')).json()) as Document

/** The file in which each setting acts, under the setting's name. */
const READ_BY: Readonly<Record<string, string>> = {
  accessTokenClaims: 'domain/claims/access-sources.ts',
  accessTokenLifetimeSeconds: 'domain/tokens/mint-access-token.ts',
  accessTokenProperties: 'domain/claims/read-selected-properties.ts',
  allowedDomains: 'flows/engine/organization-choice.ts',
  backgroundColor: 'flows/pages/frame-for.ts',
  backgroundColorDark: 'flows/pages/frame-for.ts',
  botStopProvider: 'flows/signin/steps/challenge/when.ts',
  botStopSiteKey: 'flows/signin/steps/challenge/when.ts',
  breachedSignIn: 'flows/signin/steps/password/find-breached.ts',
  buttonRadius: 'flows/pages/frame-for.ts',
  buttonColor: 'flows/pages/frame-for.ts',
  buttonColorDark: 'flows/pages/frame-for.ts',
  buttonTextColor: 'flows/pages/frame-for.ts',
  buttonTextColorDark: 'flows/pages/frame-for.ts',
  cardRadius: 'flows/pages/frame-for.ts',
  clientAuthMethod: 'flows/oauth/authenticate-client.ts',
  codeLifetimeMinutes: 'flows/signin/steps/code/send-code.ts',
  defaultDeviceApplication: 'flows/oauth/authenticate-device.ts',
  emailMethod: 'flows/signin/steps/code/when.ts',
  hasCancelButton: 'flows/signin/show-flow.ts',
  hasMarketingConsent: 'flows/signin/steps/profile/form-fields.ts',
  hasRegisterLinkOnSignInPage: 'flows/signin/steps/identify/page.tsx',
  hasSignInLinkOnSignUpPage: 'flows/signin/steps/register/page.tsx',
  homepageApplication: 'flows/home/home-of.ts',
  idTokenClaims: 'domain/claims/access-sources.ts',
  idTokenLifetimeSeconds: 'domain/tokens/minting.ts',
  idTokenProperties: 'domain/claims/read-selected-properties.ts',
  inputRadius: 'flows/pages/frame-for.ts',
  isAccessControlEnabled: 'domain/applications/access/may-enter.ts',
  isAllowFacelessAuth: 'flows/signin/start-flow.ts',
  isApiScopesInPermissions: 'domain/claims/access-sources.ts',
  isAskForName: 'flows/signin/steps/profile/page.tsx',
  isAssertionAudienceStrict: 'domain/applications/client-keys/verify-client-assertion.ts',
  isBotStopOn: 'flows/signin/steps/challenge/read-bot-stop.ts',
  isBreachChecked: 'flows/signin/steps/new-password/take.ts',
  isClickWrap: 'domain/agreements/agreement.ts',
  isCustomSender: 'domain/environments/mail/own-server.ts',
  isDeviceFlowAllowed: 'flows/oauth/authenticate-device.ts',
  isDisposableRefused: 'domain/sign-up-lists/sign-up-refusal.ts',
  isEnumerationProtected: 'flows/signin/steps/account-not-found/when.ts',
  isHasuraMappingEnabled: 'domain/claims/claims-for.ts',
  isJoinedByDefault: 'domain/organizations/find-joined-by-default.ts',
  isLatestOrganizationEntered: 'flows/engine/organization-choice.ts',
  isOrganizationCreationAllowed: 'flows/engine/organization-choice.ts',
  isPkceRequired: 'flows/oauth/authorization/check-pkce.ts',
  isProductNamed: 'flows/pages/frame-for.ts',
  isRecoveryCodesEnabled: 'domain/factors/factor-policy.ts',
  isSelfSignUpAllowed: 'flows/signin/steps/refused/when.ts',
  isSessionPersistent: 'domain/sessions/session-policy.ts',
  isStandardClaimsOnly: 'domain/claims/claims-for.ts',
  isWildcardUrlAllowed: 'domain/applications/application.ts',
  languageKey: 'flows/pages/frame-for.ts',
  linkColor: 'flows/pages/frame-for.ts',
  linkColorDark: 'flows/pages/frame-for.ts',
  lockoutAttempts: 'flows/signin/steps/attempts.ts',
  lockoutMinutes: 'flows/signin/steps/attempts.ts',
  m2mTokenClaims: 'domain/tokens/client-claims-request.ts',
  m2mTokenProperties: 'domain/claims/read-selected-properties.ts',
  mfaFactors: 'domain/factors/factor-policy.ts',
  mfaPolicy: 'domain/factors/factor-policy.ts',
  passkeyPolicy: 'flows/signin/steps/passkey/own-passkeys.ts',
  privacyUrl: 'flows/pages/frame-for.ts',
  refreshAbsoluteLifetimeSeconds: 'domain/tokens/refresh-row.ts',
  refreshGraceSeconds: 'domain/tokens/rotate-refresh-token.ts',
  refreshTokenLifetimeSeconds: 'domain/tokens/refresh-row.ts',
  responseMode: 'flows/oauth/authorization/check-response.ts',
  senderEmail: 'domain/organizations/mail-look.ts',
  senderName: 'domain/organizations/mail-look.ts',
  securityMails: 'flows/security-mails/tell-owner.ts',
  sessionIdleSeconds: 'domain/sessions/session-policy.ts',
  signUpAllowList: 'domain/sign-up-lists/sign-up-refusal.ts',
  signUpBlockList: 'domain/sign-up-lists/sign-up-refusal.ts',
  signingKeyRotationDays: 'domain/signing-keys/jobs.ts',
  isSmsForFactors: 'domain/environments/sms/sms-provider.ts',
  isSmsForSignIn: 'domain/environments/sms/sms-provider.ts',
  isSmsFallback: 'domain/environments/sms/sms-provider.ts',
  smsAccountSid: 'domain/environments/sms/sms-provider.ts',
  smsDailyLimit: 'domain/environments/sms/pumping-limits.ts',
  smsFallbackAccountSid: 'domain/environments/sms/sms-provider.ts',
  smsFallbackMessagingServiceSid: 'domain/environments/sms/sms-provider.ts',
  smsFallbackPhoneNumber: 'domain/environments/sms/sms-provider.ts',
  smsFallbackSource: 'domain/environments/sms/sms-provider.ts',
  smsMessagingServiceSid: 'domain/environments/sms/sms-provider.ts',
  smsPhoneNumber: 'domain/environments/sms/sms-provider.ts',
  smsSource: 'domain/environments/sms/sms-provider.ts',
  smsAllowedCountries: 'domain/identities/phone-choice.ts',
  smsDefaultCountry: 'domain/identities/phone-choice.ts',
  smtpHost: 'domain/environments/mail/own-server.ts',
  smtpPort: 'domain/environments/mail/own-server.ts',
  smtpUser: 'domain/environments/mail/own-server.ts',
  signInIdentities: 'domain/connections/method.ts',
  termsUrl: 'flows/pages/frame-for.ts',
  themeCode: 'flows/pages/frame-for.ts',
  trustedDeviceDays: 'domain/factors/factor-policy.ts',
  useGravatarFallback: 'domain/claims/profile-sources.ts',
}

/**
 * Published switches that are stored for a later capability. The capability that reads one removes it from this list.
 */
const NOT_YET = ['hasSignInWithSsoButton']

/** Fields of updates that are not settings: the stored form, and the file where it acts. */
const OTHERS: Readonly<Record<string, readonly [file: string, word: string]>> = {
  business_name: ['domain/installation/business/queries.ts', 'name'],
  default_roles: ['domain/memberships/queries.ts', 'organization_default_roles'],
  email: ['domain/installation/business/schema.ts', 'email'],
  external_id: ['domain/organizations/queries.ts', 'findOrganizationByExternalId'],
  handle: ['domain/organizations/queries.ts', 'findOrganizationByHandle'],
  homepage_uri: ['flows/pages/signed-out-page.tsx', 'homepageUri'],
  industry_key: ['domain/installation/business/schema.ts', 'industryKey'],
  is_allow_registrations: ['domain/directory/organizations/schema.ts', 'autoMembershipOf'],
  is_auto_join_domain_list: ['domain/organizations/sign-in-views.ts', 'is_auto_join_domain_list'],
  is_auto_membership_enabled: ['flows/engine/read-organization-choice.ts', 'isAutoMembershipEnabled'],
  is_enable_advanced_orgs: ['domain/settings/settings.ts', 'isAdvanced'],
  is_enforce_mfa: ['domain/factors/factor-policy.ts', 'mfaPolicy'],
  is_suspended: ['domain/organizations/sign-in-views.ts', 'suspended_at'],
  is_use_org_authenticated_session_lifetime: ['domain/directory/organizations/schema.ts', 'sessionIdleSeconds'],
  is_use_org_sso_session_policy: ['domain/directory/organizations/schema.ts', 'isSessionPersistent'],
  kinde_perk_code: ['domain/installation/business/schema.ts', 'PERK_CODE_NOT_AVAILABLE'],
  login_uri: ['flows/pages/error-page.tsx', 'loginUri'],
  logout_uris: ['domain/applications/trusted-urls.ts', 'logoutUris'],
  name: ['flows/pages/frame.ts', 'name'],
  phone: ['domain/installation/business/schema.ts', 'phone'],
  redirect_uris: ['domain/applications/trusted-urls.ts', 'redirectUris'],
  sso_session_persistence_mode: ['domain/directory/organizations/schema.ts', 'isSessionPersistent'],
  timezone_key: ['domain/installation/business/schema.ts', 'timezone'],
}

const read = (file: string) => readFileSync(join(SOURCE, file), 'utf8')
const mentions = (file: string, word: string) => new RegExp(`\\b${word}\\b`).test(read(file))

test('every setting is read where it acts, or is on the list of those that are not read yet', () => {
  expect([...Object.keys(READ_BY), ...NOT_YET].toSorted()).toEqual(Object.keys(DEFINITIONS).toSorted())
  const unread = Object.entries(READ_BY).filter(([name, file]) => !mentions(file, name))
  expect(unread).toEqual([])
})

test('a setting on the list of unread ones is read nowhere: the capability that reads it removes it from the list', () => {
  const files = readdirSync(join(SOURCE, 'flows'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => join('flows', file))
  expect(NOT_YET.filter((name) => files.some((file) => mentions(file, name)))).toEqual([])
})

const UPDATES =
  /^patch \/(?:environment\/settings|business|organization\/\{org_code\}|organizations\/\{org_code\}\/(?:sessions|settings)|applications\/\{application_id\}(?:\/(?:tokens|settings))?)$/

/** The settings whose name on the wire is not their own name in another case. */
const WIRE: Readonly<Record<string, string>> = {
  access_token_lifetime: 'accessTokenLifetimeSeconds',
  authenticated_session_lifetime: 'sessionIdleSeconds',
  button_border_radius: 'buttonRadius',
  card_border_radius: 'cardRadius',
  input_border_radius: 'inputRadius',
  id_token_lifetime: 'idTokenLifetimeSeconds',
  is_show_kinde_branding: 'isProductNamed',
  refresh_token_absolute_lifetime: 'refreshAbsoluteLifetimeSeconds',
  refresh_token_lifetime: 'refreshTokenLifetimeSeconds',
  token_endpoint_auth_method: 'clientAuthMethod',
}

test('every field that an update of environment, business, organization or application takes has a reader', () => {
  const updates = describeOperations(document).filter(({ operation }) => UPDATES.test(operation))
  const fields = updates.flatMap(({ body }) => body.split(' ').map((word) => word.replace(/\*?:.*$/, '')))
  const known = fields.filter((field) => {
    const name = WIRE[field] ?? field.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
    const other = OTHERS[field]
    return name in DEFINITIONS || (other !== undefined && mentions(...other))
  })
  expect(updates).toHaveLength(8)
  expect(fields.filter((field) => !known.includes(field))).toEqual([])
})

import { z } from 'zod'
import { isPlainText, NOT_PLAIN } from '#platform/http'
import { LANGUAGES } from '#platform/i18n'
import { hexColourOf } from './colour.ts'
import { EmailDomains } from './email-domain.ts'
import { emailText } from './email-text.ts'
import { SignUpEntries } from './sign-up-entries.ts'
import { SMS_DEFINITIONS } from './sms-definitions.ts'

export type Level = 'business' | 'environment' | 'application' | 'organization'

const seconds = (least: number, most: number) => z.number().int().min(least).max(most)
const YEAR = 31_536_000

export const ACCESS_TOKEN_CLAIMS = ['org_name', 'roles', 'email', 'external_organization_id'] as const
export const ID_TOKEN_CLAIMS = ['org_codes', 'organizations'] as const
export const M2M_TOKEN_CLAIMS = ['feature_flags'] as const

/** Every setting: its values, its default, and the levels at which it can be set. */
export const DEFINITIONS = {
  /** Email with code or with password; never both for one application (M1-10). */
  emailMethod: define(z.enum(['code', 'password']), 'code', ['environment', 'application', 'organization']),
  /** The kinds of identity that people sign in with; the method above is for addresses and usernames together. */
  signInIdentities: define(
    z.array(z.enum(['email', 'username', 'phone'])).min(1),
    ['email'],
    ['environment', 'application', 'organization'],
  ),
  codeLifetimeMinutes: define(z.number().int().min(1).max(1_440), 120, ['environment']),
  isEnumerationProtected: define(z.boolean(), true, ['environment']),
  isSelfSignUpAllowed: define(z.boolean(), true, ['environment']),
  /** Domains whose addresses may sign up; empty for all (O2-6). */
  allowedDomains: define(EmailDomains, [], ['environment']),
  /** Addresses and domains that may sign up; empty for all (N2-4). Unlike `allowedDomains` it admits single addresses. */
  signUpAllowList: define(SignUpEntries, [], ['environment']),
  /** Addresses and domains that may not sign up (N2-4). */
  signUpBlockList: define(SignUpEntries, [], ['environment']),
  /** Whether addresses of throw-away mail services are refused at sign-up (N2-4). */
  isDisposableRefused: define(z.boolean(), false, ['environment']),
  /** Whether `is_create_org` makes an organization at sign-up (O2-9). */
  isOrganizationCreationAllowed: define(z.boolean(), true, ['environment']),
  /** Members of several organizations enter the latest one without a choice (O3-5). */
  isLatestOrganizationEntered: define(z.boolean(), false, ['environment']),
  /** Users without another organization become members of this one; set on the default organization only (O2-16). */
  isJoinedByDefault: define(z.boolean(), true, ['organization']),
  senderName: define(z.string().trim().min(1).max(100).refine(isPlainText, NOT_PLAIN).nullable(), null, [
    'environment',
    'organization',
  ]),
  /**
   * Used where the environment has a mail server of its own: another server would not send for this address (O4-11).
   */
  senderEmail: define(emailText().nullable(), null, ['environment', 'organization']),
  /** Whether mail goes out through the server below; its password is stored sealed next to the settings (X5-1). */
  isCustomSender: define(z.boolean(), false, ['environment']),
  smtpHost: define(mailHost().nullable(), null, ['environment']),
  smtpPort: define(z.int().min(1).max(65_535).nullable(), null, ['environment']),
  smtpUser: define(z.string().min(1).max(320).refine(isPlainText, NOT_PLAIN).nullable(), null, ['environment']),
  ...brandColours(),
  /** In pixels; null for the radii of the product's own look. */
  buttonRadius: define(radius(), null, ['environment']),
  cardRadius: define(radius(), null, ['environment']),
  inputRadius: define(radius(), null, ['environment']),
  themeCode: define(z.enum(['light', 'dark', 'user_preference']), 'user_preference', ['environment', 'organization']),
  lockoutAttempts: define(z.number().int().min(1).max(100), 5, ['environment']),
  lockoutMinutes: define(z.number().int().min(1).max(60), 5, ['environment']),
  /** Whether sign-ups, and sign-ins after repeated failures, need a challenge first (N2-1). */
  isBotStopOn: define(z.boolean(), false, ['environment']),
  /** The maker of the challenge; a provider needs the keys below, and its secret is stored sealed beside the settings (N2-2). */
  botStopProvider: define(z.enum(['proof_of_work', 'turnstile', 'hcaptcha']), 'proof_of_work', ['environment']),
  botStopSiteKey: define(
    z
      .string()
      .regex(/^[\w.-]{1,200}$/, 'must be a key as the provider shows it')
      .nullable(),
    null,
    ['environment'],
  ),
  /** Whether a chosen password is looked up among those known from breaches (N4-1). */
  isBreachChecked: define(z.boolean(), false, ['environment']),
  /** The answer to a right password that is known from a breach (N4-3). */
  breachedSignIn: define(z.enum(['no', 'advise', 'require']), 'no', ['environment']),
  /** Whether a second factor is asked for (M5-2). An organization may ask for more than its environment, never for less. */
  mfaPolicy: define(z.enum(['off', 'optional', 'required']), 'off', ['environment', 'organization']),
  /** The factors that people may use; those of an organization replace the environment's (M5-12). */
  mfaFactors: define(
    z.array(z.enum(['authenticator', 'email', 'sms', 'passkey'])),
    [],
    ['environment', 'organization'],
  ),
  /** Days for which a browser that passed a second factor is not asked again; 0 for always asked (N1-1). */
  trustedDeviceDays: define(z.int().min(0).max(365), 30, ['environment', 'organization']),
  /** Whether people get recovery codes with their first factor, and may use them in its place (M5-7). */
  isRecoveryCodesEnabled: define(z.boolean(), true, ['environment', 'organization']),
  /** Whether people may, or must, have a passkey. */
  passkeyPolicy: define(z.enum(['off', 'optional', 'mandatory']), 'off', ['environment', 'organization']),
  /** Changes that people are told of by mail; a new device and a lockout only where somebody wants that. */
  securityMails: define(
    z.array(z.enum(['password', 'address', 'factor', 'passkey', 'new_device', 'lockout'])),
    ['password', 'address', 'factor', 'passkey'],
    ['environment'],
  ),
  ...SMS_DEFINITIONS,
  privacyUrl: define(webUrl().nullable(), null, ['business', 'environment']),
  termsUrl: define(webUrl().nullable(), null, ['business', 'environment']),
  /** Whether people must agree to the terms and the privacy policy at sign-up, where there are any (A6-9). */
  isClickWrap: define(z.boolean(), false, ['business', 'environment']),
  /** Whether the pages have a line that names this product. */
  isProductNamed: define(z.boolean(), false, ['business']),
  /** Days after which the signing key is rotated automatically; null for manual rotation only. */
  signingKeyRotationDays: define(z.number().int().min(1).max(3_650).nullable(), null, ['environment']),
  /** DV-08: whether the device flow is allowed at all (RFC 8628). */
  isDeviceFlowAllowed: define(z.boolean(), true, ['environment']),
  /** The client id for device requests that name none (P4-7). */
  defaultDeviceApplication: define(clientId().nullable(), null, ['environment']),
  /** The client id of the application whose homepage the root of production leads to. */
  homepageApplication: define(clientId().nullable(), null, ['environment']),
  /** Whether callback and logout URLs may have a wildcard in production; in development they always may. */
  isWildcardUrlAllowed: define(z.boolean(), false, ['environment']),
  /** The language of pages and mail for people whose own language is not available. */
  languageKey: define(spokenLanguage().nullable(), null, ['environment', 'application']),
  isPkceRequired: define(z.boolean(), false, ['application']),
  /** The only way in which a confidential client may authenticate; null for any that it has credentials for (AS-23). */
  clientAuthMethod: define(z.enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt']).nullable(), null, [
    'application',
  ]),
  /** Whether the `aud` of a client assertion must be the issuer, as one string (RFC 7523bis). */
  isAssertionAudienceStrict: define(z.boolean(), false, ['application']),
  /** The only response mode of the application; null for either (AS-14). */
  responseMode: define(z.enum(['query', 'form_post']).nullable(), null, ['application']),
  isAskForName: define(z.boolean(), true, ['application']),
  hasMarketingConsent: define(z.boolean(), false, ['application']),
  hasSignInLinkOnSignUpPage: define(z.boolean(), true, ['application']),
  hasRegisterLinkOnSignInPage: define(z.boolean(), true, ['application']),
  hasSignInWithSsoButton: define(z.boolean(), false, ['application']),
  hasCancelButton: define(z.boolean(), true, ['application']),
  isAllowFacelessAuth: define(z.boolean(), false, ['application']),
  isAccessControlEnabled: define(z.boolean(), false, ['application']),
  useGravatarFallback: define(z.boolean(), true, ['application']),
  isStandardClaimsOnly: define(z.boolean(), false, ['application']),
  isHasuraMappingEnabled: define(z.boolean(), false, ['application']),
  /** Claims that an application adds to its tokens of each kind (P7-10, P7-12, P7-14). */
  accessTokenClaims: define(z.array(z.enum(ACCESS_TOKEN_CLAIMS)), [], ['application']),
  idTokenClaims: define(z.array(z.enum(ID_TOKEN_CLAIMS)), ['org_codes'], ['application']),
  m2mTokenClaims: define(z.array(z.enum(M2M_TOKEN_CLAIMS)), [], ['application']),
  /** Properties by their ids. */
  accessTokenProperties: define(z.array(z.guid()), [], ['application']),
  idTokenProperties: define(z.array(z.guid()), [], ['application']),
  m2mTokenProperties: define(z.array(z.guid()), [], ['application']),
  isApiScopesInPermissions: define(z.boolean(), false, ['application']),
  accessTokenLifetimeSeconds: define(seconds(60, YEAR), 86_400, ['application']),
  idTokenLifetimeSeconds: define(seconds(60, YEAR), 3_600, ['application']),
  refreshTokenLifetimeSeconds: define(seconds(120, YEAR), 1_296_000, ['application']),
  /** A sign-in ends after this time, however often its refresh token is rotated (ASVS 10.4.8). */
  refreshAbsoluteLifetimeSeconds: define(seconds(120, 10 * YEAR), YEAR, ['application']),
  /** How long a rotated refresh token still returns its successor; 0 for never (AS-29). */
  refreshGraceSeconds: define(seconds(0, 60), 30, ['application']),
  /** Inactivity after which the next authorization asks to sign in again (M7-3). */
  sessionIdleSeconds: define(seconds(60, YEAR), 86_400, ['environment', 'application', 'organization']),
  isSessionPersistent: define(z.boolean(), true, ['environment', 'application', 'organization']),
}

type Definitions = typeof DEFINITIONS
/** The name of a setting, here and in traces. */
export type SettingName = keyof Definitions
type ValueOf<N extends SettingName> = z.infer<Definitions[N]['schema']>

export type Settings = { readonly [N in SettingName]: ValueOf<N> }

export interface ResolvedSettings {
  readonly values: Settings
  /** The level that set each value; `default` where none did. */
  readonly origins: Readonly<Record<SettingName, Level | 'default'>>
}

const ORDER = ['business', 'environment', 'application', 'organization'] as const

/** The pages show it as a link, so it must not be an address that a browser would run. */
function webUrl() {
  return z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2_000)
}

function radius() {
  return z.int().min(0).max(32).nullable()
}

function clientId() {
  return z.string().regex(/^[0-9a-f]{32}$/, 'must be a client id')
}

/** A host name or an address; `#platform/outbound` decides which of them may be called. */
function mailHost() {
  return z
    .string()
    .max(253)
    .regex(
      /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+)$/,
      'must be a host such as "smtp.example.com"',
    )
}

/** The pages must have the language: any other would be stored without effect. */
function spokenLanguage() {
  const listed = LANGUAGES.map((language) => `"${language}"`).join(', ')
  return z.string().refine((text) => LANGUAGES.includes(text), `must be one of ${listed}`)
}

/** An organization has the brand of its environment until it sets its own (O1-14). */
function brandColours() {
  const colour = z
    .string()
    .max(50)
    .refine((text) => hexColourOf(text) !== undefined, 'must be a colour such as "#2f5d50"')
    .nullable()
  const one = define(colour, null, ['environment', 'organization'])
  return {
    backgroundColor: one,
    buttonColor: one,
    buttonTextColor: one,
    linkColor: one,
    backgroundColorDark: one,
    buttonColorDark: one,
    buttonTextColorDark: one,
    linkColorDark: one,
  }
}

function define<S extends z.ZodType>(schema: S, fallback: z.infer<S>, levels: readonly Level[]) {
  return { schema, fallback, levels }
}

type Layers = Readonly<Partial<Record<Level, unknown>>>

const BY_NAME: ReadonlyMap<string, Definitions[SettingName]> = new Map(Object.entries(DEFINITIONS))

const DEFAULTS = unsaid()

function unsaid(): ResolvedSettings {
  const names = Object.entries(DEFINITIONS)
  const values = Object.fromEntries(names.map(([name, { fallback }]) => [name, fallback]))
  const origins = Object.fromEntries(names.map(([name]) => [name, 'default']))
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- built from the same table the types are made of
  return { values, origins } as unknown as ResolvedSettings
}

/**
 * Resolves the cascade. A stored value that its schema refuses counts as not set: an old row must not stop a sign-in.
 */
export function settingsFor(layers: Layers): ResolvedSettings {
  return over(DEFAULTS, layers)
}

/** Settings that only an organization with advanced features may override (O4-4). */
export const ADVANCED_SETTINGS: readonly string[] = [
  'emailMethod',
  'isRecoveryCodesEnabled',
  'passkeyPolicy',
  'isSessionPersistent',
  'mfaFactors',
  'mfaPolicy',
  'sessionIdleSeconds',
  'senderEmail',
  'senderName',
  'signInIdentities',
  'trustedDeviceDays',
] satisfies readonly SettingName[]

/** The raw settings of an organization, and whether it may override the environment's advanced ones. */
export interface OrganizationLevel {
  readonly settings: unknown
  readonly isAdvanced: boolean
}

/** Returns the settings of an organization. Stored ones that need advanced features do not act without them. */
export function organizationLayer({ settings, isAdvanced }: OrganizationLevel): unknown {
  if (isAdvanced || typeof settings !== 'object' || settings === null) return settings
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !ADVANCED_SETTINGS.includes(name)))
}

/** Applies the settings of an organization to settings that are resolved up to the application. */
export function withOrganization(resolved: ResolvedSettings, organization: OrganizationLevel): ResolvedSettings {
  return over(resolved, { organization: organizationLayer(organization) })
}

/** Most settings keep their default: the cost follows the number of those that are set. */
function over(resolved: ResolvedSettings, layers: Layers): ResolvedSettings {
  const said = ORDER.flatMap((level) => saidAt(level, layers[level]))
  if (said.length === 0) return resolved
  const values = { ...resolved.values, ...Object.fromEntries(said.map(({ name, value }) => [name, value])) }
  const origins = { ...resolved.origins, ...Object.fromEntries(said.map(({ name, level }) => [name, level])) }
  return { values, origins }
}

function saidAt(level: Level, layer: unknown): { name: string; value: unknown; level: Level }[] {
  if (typeof layer !== 'object' || layer === null) return []
  return Object.entries(layer).flatMap(([name, value]: [string, unknown]) => {
    const definition = BY_NAME.get(name)
    if (value === undefined || !definition?.levels.includes(level) || !definition.schema.safeParse(value).success)
      return []
    return [{ name, value, level }]
  })
}

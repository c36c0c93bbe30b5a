import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import { settingsSchema } from '#domain/settings'
import { applicationIdFromClientId, clientIdOf, noSuchApplication, type Application } from './application.ts'
import type { ApplicationChange } from './queries.ts'

/** Text of another form names no application, so it is answered like an unknown id. */
export const ApplicationId = z
  .string()
  .transform((text) => {
    const id = applicationIdFromClientId(text)
    if (id === undefined) throw noSuchApplication()
    return id
  })
  .meta({ type: 'string', description: 'The client id.', example: '3b0b5c6c8fcc464fab397f4969b5f482' })

export const ApplicationParams = z.object({ application_id: ApplicationId })

const Name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')
const TYPES = ['reg', 'spa', 'm2m', 'device'] as const
const Type = z.enum(TYPES)

export const ApplicationList = z.object({
  sort: z.enum(['name_asc', 'name_desc', '']).optional().meta({ description: 'Order of the names.' }),
  type: z
    .enum([...TYPES, ''])
    .optional()
    .transform((type) => (type === '' ? undefined : type))
    .meta({ type: 'string', enum: [...TYPES, ''], description: 'Only applications of this type.' }),
  query: z
    .string()
    .trim()
    .max(200)
    .optional()
    .transform((text) => (text === '' ? undefined : text))
    .meta({ type: 'string', description: 'A part of the name, or a whole client id.' }),
  page_size: PageSize,
  next_token: NextToken,
})

export const NewApplicationBody = z.object({
  name: Name,
  type: Type.meta({
    description:
      '`reg`: back-end web, `spa`: front-end and mobile, `m2m`: machine to machine, `device`: device and IoT.',
  }),
  org_code: z.string().nullish().meta({ description: 'Binds a machine-to-machine application to an organization.' }),
})

/** Switches, by the names of the published operations. */
const EXPERIENCE = settingsSchema('application', {
  language_key: 'languageKey',
  is_allow_faceless_auth: 'isAllowFacelessAuth',
  is_ask_for_name: 'isAskForName',
  has_marketing_consent: 'hasMarketingConsent',
  has_sign_in_link_on_sign_up_page: 'hasSignInLinkOnSignUpPage',
  has_register_link_on_sign_in_page: 'hasRegisterLinkOnSignInPage',
  has_sign_in_with_sso_button: 'hasSignInWithSsoButton',
  use_gravatar_fallback: 'useGravatarFallback',
  is_access_control_enabled: 'isAccessControlEnabled',
})

/** Lifetimes in seconds, and the form of the tokens. */
export const TOKENS = settingsSchema('application', {
  access_token_lifetime: 'accessTokenLifetimeSeconds',
  refresh_token_lifetime: 'refreshTokenLifetimeSeconds',
  id_token_lifetime: 'idTokenLifetimeSeconds',
  authenticated_session_lifetime: 'sessionIdleSeconds',
  is_hasura_mapping_enabled: 'isHasuraMappingEnabled',
})

/** Settings that the published operations do not have. */
export const OWN_SETTINGS = settingsSchema('application', {
  email_method: 'emailMethod',
  is_pkce_required: 'isPkceRequired',
  token_endpoint_auth_method: 'clientAuthMethod',
  is_assertion_audience_strict: 'isAssertionAudienceStrict',
  response_mode: 'responseMode',
  is_standard_claims_only: 'isStandardClaimsOnly',
  is_session_persistent: 'isSessionPersistent',
  refresh_token_absolute_lifetime: 'refreshAbsoluteLifetimeSeconds',
  refresh_grace_seconds: 'refreshGraceSeconds',
  authenticated_session_lifetime: 'sessionIdleSeconds',
  has_cancel_button: 'hasCancelButton',
  language_key: 'languageKey',
  is_ask_for_name: 'isAskForName',
  has_marketing_consent: 'hasMarketingConsent',
  has_sign_in_link_on_sign_up_page: 'hasSignInLinkOnSignUpPage',
  has_register_link_on_sign_in_page: 'hasRegisterLinkOnSignInPage',
  use_gravatar_fallback: 'useGravatarFallback',
})

const Uris = z.array(z.string()).max(1_000).nullish()
const Uri = z.string().nullish().meta({ description: 'Empty or null: there is none any more.' })

export const ApplicationBody = z
  .object({
    ...EXPERIENCE.fields,
    name: Name.optional(),
    redirect_uris: Uris,
    logout_uris: Uris,
    login_uri: Uri,
    homepage_uri: Uri,
  })
  .optional()

export const TokensBody = z.object(TOKENS.fields)
export const SettingsBody = z.strictObject(OWN_SETTINGS.fields)

export function changeOf(body: z.output<typeof ApplicationBody>): ApplicationChange {
  if (!body) return {}
  const { name, redirect_uris: redirectUris, logout_uris: logoutUris } = body
  return {
    name,
    redirectUris: redirectUris === null ? [] : unrepeated(redirectUris),
    logoutUris: logoutUris === null ? [] : unrepeated(logoutUris),
    loginUri: body.login_uri === '' ? null : body.login_uri,
    homepageUri: body.homepage_uri === '' ? null : body.homepage_uri,
    settings: EXPERIENCE.changeOf(body),
  }
}

export function tokensChangeOf(body: z.output<typeof TokensBody>): ApplicationChange {
  return { settings: TOKENS.changeOf(body) }
}

function unrepeated(urls: readonly string[] | undefined): readonly string[] | undefined {
  return urls && [...new Set(urls)]
}

export const ListedApplication = z.object({ id: z.string(), name: z.string(), type: Type }).meta({ id: 'applications' })

export const CreatedApplication = z.object({
  id: z.string(),
  client_id: z.string(),
  client_secret: z.string().optional().meta({ description: 'Shown this once. Absent where an application has none.' }),
})

const flag = z.boolean()

/** No `client_secret`: only its digest is kept. */
export const ApplicationView = z.object({
  id: z.string(),
  name: z.string(),
  type: Type,
  client_id: z.string(),
  login_uri: z.string(),
  homepage_uri: z.string(),
  has_cancel_button: flag,
  is_access_control_enabled: flag,
  is_allow_faceless_auth: flag,
  is_ask_for_name: flag,
  has_marketing_consent: flag,
  has_sign_in_link_on_sign_up_page: flag,
  has_register_link_on_sign_in_page: flag,
  has_sign_in_with_sso_button: flag,
  use_gravatar_fallback: flag,
})

export function viewOf(application: Application): z.input<typeof ApplicationView> {
  const { id, name, type, settings } = application
  const { values } = settings
  return {
    id: clientIdOf(id),
    name,
    type,
    client_id: clientIdOf(id),
    login_uri: application.loginUri ?? '',
    homepage_uri: application.homepageUri ?? '',
    has_cancel_button: values.hasCancelButton,
    is_access_control_enabled: values.isAccessControlEnabled,
    is_allow_faceless_auth: values.isAllowFacelessAuth,
    is_ask_for_name: values.isAskForName,
    has_marketing_consent: values.hasMarketingConsent,
    has_sign_in_link_on_sign_up_page: values.hasSignInLinkOnSignUpPage,
    has_register_link_on_sign_in_page: values.hasRegisterLinkOnSignInPage,
    has_sign_in_with_sso_button: values.hasSignInWithSsoButton,
    use_gravatar_fallback: values.useGravatarFallback,
  }
}

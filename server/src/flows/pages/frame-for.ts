import type { EnvironmentScope } from '#platform/context'
import { directionOf, findLocale, localeName, negotiateLocale, translator } from '#platform/i18n'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import { hexColourOf, settingsFor, type Settings } from '#domain/settings'
import type { Brand, LinkTarget, PageApplication, PageFrame, SchemeColours } from './frame.ts'

export interface FrameOptions {
  readonly nonce: string
  readonly application?: PageApplication | undefined
  /** The address of this page, to which `lang` is added; undefined where it cannot be fetched again. */
  readonly path?: LinkTarget | undefined
  /** Set where the request names an organization. */
  readonly organization?: OrganizationLook | undefined
}

/** An organization's own settings for pages. */
export interface OrganizationLook {
  readonly code: string
  /** Its raw settings. */
  readonly settings: unknown
  /** Whether it has one for light pages; a logo for dark pages alone is not shown. */
  readonly hasLogo: boolean
}

const A_YEAR_SECONDS = 31_536_000

/**
 * Returns the language of this request: the requested one, the earlier choice of this browser, the browser's
 * preference, or else the default of the application, or of the environment.
 */
export function localeFor(c: RequestContext, application?: PageApplication): string {
  return localeOf(c, wishOf(c), application)
}

function localeOf(c: RequestContext, wish: string | undefined, application: PageApplication | undefined): string {
  const { catalogue, environment } = c.var.ctx
  const chosen = readCookie(c, cookieNames(c.var.ctx).language)
  return negotiateLocale({
    requested: [wish, chosen].filter((one) => one !== undefined && one !== '').join(' '),
    acceptLanguage: c.req.header('accept-language'),
    preferred: application?.language ?? defaultLanguageOf(environment),
    available: catalogue.locales,
  })
}

function defaultLanguageOf({ settings }: EnvironmentScope): string | undefined {
  return settingsFor({ environment: settings }).values.languageKey ?? undefined
}

function wishOf(c: RequestContext): string | undefined {
  return c.var.languageWish ?? c.req.query('lang') ?? c.req.query('ui_locales')
}

/**
 * Returns the props of every page, for this request. A language that the request names is remembered in this browser.
 */
export function frameFor(c: RequestContext, options: FrameOptions): PageFrame {
  const { nonce, application, path, organization } = options
  const { catalogue, environment } = c.var.ctx
  const wish = wishOf(c)
  const locale = localeOf(c, wish, application)
  const { businessSettings: business, settings } = environment
  const { values } = settingsFor({ business, environment: settings, organization: organization?.settings })
  const { privacyUrl, termsUrl, isProductNamed } = values
  const wished = findLocale(wish ?? '', catalogue.locales)
  if (wished !== undefined) {
    setCookie(c, { name: cookieNames(c.var.ctx).language, value: wished, maxAgeSeconds: A_YEAR_SECONDS })
  }
  return {
    t: translator(catalogue, locale),
    locale,
    dir: directionOf(locale),
    nonce,
    brand: { name: environment.businessName, ...logosOf(environment, organization), ...lookOf(values) },
    application,
    ...languagesOf(catalogue.locales, { path, locale }),
    privacyUrl: privacyUrl ?? undefined,
    termsUrl: termsUrl ?? undefined,
    isProductNamed,
  }
}

/** Includes only the settings that are set: without a brand a page costs less. */
export function lookOf(values: Settings) {
  const light = coloursOf(values.backgroundColor, values.buttonColor, values.buttonTextColor, values.linkColor)
  const dark = coloursOf(
    values.backgroundColorDark,
    values.buttonColorDark,
    values.buttonTextColorDark,
    values.linkColorDark,
  )
  return {
    ...(light === undefined && dark === undefined ? {} : { colours: { light, dark } }),
    ...radiiOf(values),
    ...(values.themeCode === 'user_preference' ? {} : { scheme: values.themeCode }),
  }
}

function radiiOf({ buttonRadius: button, cardRadius: card, inputRadius: input }: Settings): Pick<Brand, 'radii'> {
  return button === null && card === null && input === null ? {} : { radii: { button, card, input } }
}

function coloursOf(...said: readonly (string | null)[]): SchemeColours | undefined {
  const [page, accent, onAccent, link] = said.map((colour) => hexColourOf(colour ?? ''))
  return [page, accent, onAccent, link].every((colour) => colour === undefined)
    ? undefined
    : { page, accent, onAccent, link }
}

/**
 * Returns the logos of the environment, or of the organization, whose logo for light pages is also used on dark ones.
 */
function logosOf({ logos = {} }: EnvironmentScope, organization: OrganizationLook | undefined) {
  const { light, dark } = logos
  if (organization?.hasLogo === true) {
    const query = `p_org_code=${encodeURIComponent(organization.code)}`
    return { logoUrl: `/logo?${query}`, logoDarkUrl: `/logo_dark?${query}` }
  }
  if (light === undefined) return {}
  return { logoUrl: `/logo?cache=${light}`, logoDarkUrl: `/logo_dark?cache=${dark ?? light}` }
}

function languagesOf(
  locales: readonly string[],
  { path, locale }: { path: LinkTarget | undefined; locale: string },
): Pick<PageFrame, 'languages' | 'languageFields'> {
  if (path === undefined) return { languages: [] }
  const { action, fields } = typeof path === 'string' ? { action: path, fields: undefined } : path
  const separator = action.includes('?') ? '&' : '?'
  const languages = locales.map((lang) => ({
    lang,
    name: localeName(lang),
    href: `${action}${separator}lang=${lang}`,
    current: lang === locale,
  }))
  return { languages, languageFields: fields }
}

import type { EnvironmentScope } from '#platform/context'
import { directionOf, findLocale, localeName, negotiateLocale, translator } from '#platform/i18n'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import { hexColourOf, settingsFor, type Settings } from '#domain/settings'
import type { PageApplication, PageFrame } from './frame.ts'

export interface FrameOptions {
  readonly nonce: string
  readonly application?: PageApplication | undefined
  /** This page's address, to which `lang` is added; left out where the page cannot be fetched again by GET. */
  readonly path?: string | undefined
  /** Whose logo to show, where the request names an organization. */
  readonly organizationCode?: string | undefined
  /** What it says of its look, raw. */
  readonly organizationSettings?: unknown
}

const A_YEAR_SECONDS = 31_536_000

/** The language of this request: what it asks for, what this browser chose before, what the browser prefers. */
export function localeFor(c: RequestContext): string {
  const { catalogue, environment } = c.var.ctx
  const chosen = readCookie(c, cookieNames(environment.id).language)
  return negotiateLocale({
    requested: [wishOf(c), chosen].filter((wish) => wish !== undefined && wish !== '').join(' '),
    acceptLanguage: c.req.header('accept-language'),
    preferred: settingsFor({ environment: environment.settings }).values.languageKey ?? undefined,
    available: catalogue.locales,
  })
}

function wishOf(c: RequestContext): string | undefined {
  return c.req.query('lang') ?? c.var.languageWish ?? c.req.query('ui_locales')
}

/** What every page gets, for this request. A language asked for by name is remembered in this browser. */
export function frameFor(c: RequestContext, options: FrameOptions): PageFrame {
  const { nonce, application, path, organizationCode, organizationSettings: organization } = options
  const { catalogue, environment } = c.var.ctx
  const locale = localeFor(c)
  const { businessSettings: business, settings } = environment
  const { values } = settingsFor({ business, environment: settings, organization })
  const { privacyUrl, termsUrl, isProductNamed } = values
  const wished = findLocale(wishOf(c) ?? '', catalogue.locales)
  if (wished !== undefined) {
    setCookie(c, { name: cookieNames(environment.id).language, value: wished, maxAgeSeconds: A_YEAR_SECONDS })
  }
  return {
    t: translator(catalogue, locale),
    locale,
    dir: directionOf(locale),
    nonce,
    brand: { name: environment.businessName, ...logosOf(environment, organizationCode), ...lookOf(values) },
    application,
    languages: path === undefined ? [] : languagesOf(catalogue.locales, { path, locale }),
    privacyUrl: privacyUrl ?? undefined,
    termsUrl: termsUrl ?? undefined,
    isProductNamed,
  }
}

/** Only what somebody said: without a brand a page costs less. */
function lookOf({ buttonColor, buttonColorDark, themeCode }: Settings) {
  const accent = hexColourOf(buttonColor ?? '')
  const accentDark = hexColourOf(buttonColorDark ?? '')
  return {
    ...(accent === undefined && accentDark === undefined ? {} : { colours: { accent, accentDark } }),
    ...(themeCode === 'user_preference' ? {} : { scheme: themeCode }),
  }
}

/** The environment's; an organization's own takes its place where it is served. */
function logosOf({ logos = {} }: EnvironmentScope, organizationCode: string | undefined) {
  const { light, dark } = logos
  if (light === undefined) return {}
  const of = (digest: string) =>
    organizationCode === undefined ? `cache=${digest}` : `p_org_code=${encodeURIComponent(organizationCode)}`
  return { logoUrl: `/logo?${of(light)}`, logoDarkUrl: `/logo_dark?${of(dark ?? light)}` }
}

function languagesOf(locales: readonly string[], { path, locale }: { path: string; locale: string }) {
  const separator = path.includes('?') ? '&' : '?'
  return locales.map((lang) => ({
    lang,
    name: localeName(lang),
    href: `${path}${separator}lang=${lang}`,
    current: lang === locale,
  }))
}

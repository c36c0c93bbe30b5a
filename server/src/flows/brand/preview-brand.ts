import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import { directionOf, findLocale, localeName, translator } from '#platform/i18n'
import { newId } from '#platform/ids'
import { findContrastProblems, lookOf, type Brand, type ContrastProblem, type PageFrame } from '#flows/pages'
import { listLogoFiles } from '#domain/logos'
import { findOrganizationProfile } from '#domain/organizations'
import { settingsFor, type Settings, type SettingsChange } from '#domain/settings'
import { renderSample, type SampleName } from './pages/samples.ts'

export interface PreviewWish {
  readonly sample: SampleName
  readonly language: string | undefined
  readonly scheme: 'light' | 'dark'
  readonly organizationCode: string | undefined
  readonly logo: 'saved' | 'unsaved' | 'none'
  /** The change to show, as it would be saved. */
  readonly change: SettingsChange
}

export interface Preview {
  readonly html: string
  readonly nonce: string
  readonly contrast: readonly ContrastProblem[]
}

type PreviewContext = Pick<Context, 'db' | 'environment' | 'catalogue'>

/**
 * Renders a sample of a page with a change that is not saved. Writes nothing.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 */
export async function previewBrand(ctx: PreviewContext, wish: PreviewWish): Promise<Preview> {
  const organization = await findOrganization(ctx, wish.organizationCode)
  const { values } = settingsOf(ctx, wish, organization?.settings)
  const look = lookOf(values)
  const scheme = values.themeCode === 'user_preference' ? wish.scheme : values.themeCode
  const logoUrl = await logoOf(ctx, wish, { scheme, organizationId: organization?.id })
  // The page is for one scheme: the reader's system does not decide about a sample.
  const brand: Brand = { ...look, name: ctx.environment.businessName, scheme, logoUrl }
  const frame = frameOf(ctx, wish, { brand, values })
  return {
    html: renderSample(wish.sample, frame),
    nonce: frame.nonce,
    contrast: findContrastProblems(look.colours ?? {}),
  }
}

async function findOrganization({ db }: PreviewContext, code: string | undefined) {
  if (code === undefined || code === '') return undefined
  const found = await findOrganizationProfile(db, code)
  if (!found) throw new NotFound('ORGANIZATION_NOT_FOUND', 'There is no such organization.')
  return found
}

function settingsOf({ environment }: PreviewContext, { change, organizationCode }: PreviewWish, own: unknown) {
  const { businessSettings: business, settings } = environment
  if (organizationCode === undefined || organizationCode === '')
    return settingsFor({ business, environment: changed(settings, change) })
  return settingsFor({ business, environment: settings, organization: changed(own, change) })
}

function changed(settings: unknown, { said, unsaid }: SettingsChange): unknown {
  const kept = Object.entries(Object(settings)).filter(([name]) => !unsaid.includes(name))
  return { ...Object.fromEntries(kept), ...said }
}

interface LogoPlace {
  readonly scheme: 'light' | 'dark'
  readonly organizationId: string | undefined
}

async function logoOf(
  { db, environment }: PreviewContext,
  { logo, organizationCode = '' }: PreviewWish,
  { scheme, organizationId }: LogoPlace,
): Promise<string | undefined> {
  if (logo !== 'saved') return logo === 'unsaved' ? '/unsaved-logo' : undefined
  const { builtInOrigin, logos = {} } = environment
  const path = scheme === 'dark' ? '/logo_dark' : '/logo'
  const own = organizationId === undefined ? [] : await listLogoFiles(db, { organizationId })
  if (own.some(({ theme }) => theme === 'light'))
    return `${builtInOrigin}${path}?p_org_code=${encodeURIComponent(organizationCode)}`
  if (logos.light === undefined) return undefined
  const digest = scheme === 'dark' ? (logos.dark ?? logos.light) : logos.light
  return `${builtInOrigin}${path}?cache=${digest}`
}

function frameOf(
  { catalogue }: PreviewContext,
  { language }: PreviewWish,
  { brand, values }: { readonly brand: Brand; readonly values: Settings },
): PageFrame {
  const locale = findLocale(language ?? '', catalogue.locales) ?? 'en'
  return {
    t: translator(catalogue, locale),
    locale,
    dir: directionOf(locale),
    nonce: newId(),
    brand,
    application: { name: brand.name, homepageUri: 'https://example.com', loginUri: 'https://example.com/login' },
    languages: catalogue.locales.map((lang) => ({ lang, name: localeName(lang), href: '#', current: lang === locale })),
    privacyUrl: values.privacyUrl ?? undefined,
    termsUrl: values.termsUrl ?? undefined,
    isProductNamed: values.isProductNamed,
  }
}

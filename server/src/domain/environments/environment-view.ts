import { z } from 'zod'
import type { EnvironmentScope } from '#platform/context'
import { colourViewOf, settingsFor } from '#domain/settings'
import type { EnvironmentDetails } from './queries.ts'

const Colour = z
  .object({
    raw: z.string().meta({ description: 'As it was said.' }),
    hex: z.string(),
    hsl: z.string(),
  })
  .nullable()

const Radius = z.int().nullable().meta({ description: 'In pixels.' })
const Asset = z.string().nullable().meta({ description: 'Its address; null where the product’s own stands in.' })
const Tag = z.string().nullable()

/** Colours, radii and tags are null until they are said. */
export const EnvironmentView = z.object({
  code: z.string(),
  name: z.string(),
  hotjar_site_id: Tag,
  google_analytics_tag: Tag,
  contentsquare_tag_id: Tag,
  is_default: z.boolean().meta({ description: 'Whether it is the production environment.' }),
  is_live: z.boolean().meta({ description: 'Whether the team said that it is in use; changes nothing.' }),
  kinde_domain: z.string().meta({ description: 'The host it has of its own.', example: 'acme.example.com' }),
  custom_domain: z.string().nullable(),
  logo: Asset,
  logo_dark: Asset,
  favicon_svg: Asset,
  favicon_fallback: Asset,
  link_color: Colour,
  background_color: Colour,
  button_color: Colour,
  button_text_color: Colour,
  link_color_dark: Colour,
  background_color_dark: Colour,
  button_text_color_dark: Colour,
  button_color_dark: Colour,
  button_border_radius: Radius,
  card_border_radius: Radius,
  input_border_radius: Radius,
  theme_code: z.enum(['light', 'dark', 'user_preference']),
  color_scheme: z.enum(['light', 'dark', 'light dark']),
  created_on: z.iso.datetime(),
})

const UNSAID = {
  hotjar_site_id: null,
  google_analytics_tag: null,
  contentsquare_tag_id: null,
  custom_domain: null,
} as const

export function environmentViewOf(
  { name, kind, builtInOrigin, logos = {} }: EnvironmentScope,
  { code, isLive, createdAt, settings }: EnvironmentDetails,
): z.input<typeof EnvironmentView> {
  const at = (path: string, digest: string | undefined) =>
    digest === undefined ? null : `${builtInOrigin}${path}?cache=${digest}`
  return {
    ...UNSAID,
    ...lookOf(settings),
    code,
    name,
    is_default: kind === 'production',
    is_live: isLive,
    kinde_domain: new URL(builtInOrigin).host,
    logo: at('/logo', logos.light),
    logo_dark: at('/logo_dark', logos.dark),
    favicon_svg: null,
    favicon_fallback: at('/favicon_fallback', logos.light),
    created_on: createdAt.toISOString(),
  }
}

function lookOf(settings: unknown) {
  const { values } = settingsFor({ environment: settings })
  return {
    link_color: colourViewOf(values.linkColor),
    background_color: colourViewOf(values.backgroundColor),
    button_color: colourViewOf(values.buttonColor),
    button_text_color: colourViewOf(values.buttonTextColor),
    link_color_dark: colourViewOf(values.linkColorDark),
    background_color_dark: colourViewOf(values.backgroundColorDark),
    button_text_color_dark: colourViewOf(values.buttonTextColorDark),
    button_color_dark: colourViewOf(values.buttonColorDark),
    button_border_radius: values.buttonRadius,
    card_border_radius: values.cardRadius,
    input_border_radius: values.inputRadius,
    theme_code: values.themeCode,
    color_scheme: values.themeCode === 'user_preference' ? ('light dark' as const) : values.themeCode,
  }
}

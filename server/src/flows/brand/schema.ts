import { z } from 'zod'
import { BRAND_FIELDS, RADIUS_FIELDS, settingsSchema } from '#domain/settings'
import { SAMPLE_NAMES } from './pages/samples.ts'

const OWN = { ...BRAND_FIELDS, theme_code: 'themeCode' } as const

export const BRAND = settingsSchema('environment', { ...OWN, ...RADIUS_FIELDS })
/** The part of a brand that an organization may set for itself. */
export const ORGANIZATION_BRAND = settingsSchema('organization', OWN)

export const BrandBody = z.strictObject(BRAND.fields)

const Radius = z.union([z.literal(''), z.coerce.number().int().min(0).max(32)]).optional()
const Colours = Object.fromEntries(Object.keys(BRAND_FIELDS).map((name) => [name, BRAND.fields[name] ?? z.never()]))

export const PreviewQuery = z.object({
  sample: z.enum(SAMPLE_NAMES).meta({ description: 'The page and its state, such as `code.wrong`.' }),
  language: z.string().max(35).optional().meta({ description: 'One of `GET /languages`; English otherwise.' }),
  scheme: z.enum(['light', 'dark']).optional().meta({ description: 'The scheme of the person’s system.' }),
  org_code: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The look of this organization; the changes are then changes of it.' }),
  logo: z.enum(['saved', 'unsaved', 'none']).optional().meta({
    description: '`unsaved`: the page has `/unsaved-logo` in place of the address of a picture, for you to replace.',
  }),
  ...Colours,
  theme_code: z.enum(['light', 'dark', 'user_preference', '']).optional(),
  button_border_radius: Radius,
  card_border_radius: Radius,
  input_border_radius: Radius,
})

export const ContrastView = z.object({
  scheme: z.enum(['light', 'dark']),
  part: z.enum(['button_text', 'link', 'button', 'page_text']),
  colour: z.string(),
  ground: z.string(),
  reached: z.number().meta({ description: 'The contrast of the two, to one digit.' }),
  needed: z.number(),
  used: z.string().meta({ description: 'The colour that the pages use in its place.' }),
})

const Logo = z.string().nullable().meta({ description: 'Its address; null where there is none.' })

export const BrandView = z.object({
  settings: BRAND.view,
  logo: Logo,
  logo_dark: Logo,
  contrast: z.array(ContrastView).meta({ description: 'Colours that are too faint to be used as they are.' }),
})

export const PreviewView = z.object({
  html: z.string().meta({ description: 'The page as a document, without scripts.' }),
  nonce: z.string().meta({ description: 'The nonce of its style element, to be replaced by that of your policy.' }),
  contrast: z.array(ContrastView),
})

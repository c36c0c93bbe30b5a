import { z } from 'zod'
import { colourViewOf, organizationLayer, settingsFor } from '#domain/settings'
import type { OrganizationProfile } from '#domain/organizations'

const Colour = z
  .object({ raw: z.string(), hex: z.string(), hsl: z.string() })
  .nullable()
  .meta({ description: 'Null: the environment’s.' })
const Logo = z.string().nullable()
const Radius = z.int().nullable()

export const OrganizationView = z.object({
  code: z.string(),
  name: z.string(),
  handle: z.string().nullable(),
  is_default: z.boolean(),
  external_id: z.string().nullable(),
  is_auto_membership_enabled: z.boolean(),
  logo: Logo,
  logo_dark: Logo,
  favicon_svg: Logo,
  favicon_fallback: Logo,
  allowed_domains: z.array(z.string()).meta({ description: 'Whose people may join; none: everybody.' }),
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
  created_on: z.string(),
  is_allow_registrations: z.boolean().nullable().meta({ deprecated: true }),
  sender_name: z.string().nullable(),
  sender_email: z.string().nullable(),
  is_suspended: z.boolean(),
  suspended_on: z.string().nullable(),
  billing: z
    .object({
      billing_customer_id: z.string().optional(),
      agreements: z.array(z.object({ plan_code: z.string(), agreement_id: z.string() })),
    })
    .optional()
    .meta({ description: 'Where the organization is a customer of billing.' }),
})

/** `environment` has the settings that the organization inherits where it says nothing. */
export function organizationViewOf(
  organization: OrganizationProfile,
  environment: { readonly settings: unknown; readonly builtInOrigin: string },
  logos: ReadonlySet<'light' | 'dark'>,
): z.input<typeof OrganizationView> {
  const at = (path: string) => `${environment.builtInOrigin}${path}?p_org_code=${organization.code}`
  const { suspendedAt, isAutoMembershipEnabled: isOpen, handle, externalId } = organization
  const { values: own } = settingsFor({ organization: organizationLayer(organization) })
  const { themeCode } = settingsFor({ environment: environment.settings, organization: organization.settings }).values
  return {
    code: organization.code,
    name: organization.name,
    handle: handle ?? null,
    is_default: organization.isDefault,
    external_id: externalId ?? null,
    is_auto_membership_enabled: isOpen,
    is_allow_registrations: isOpen,
    logo: logos.has('light') ? at('/logo') : null,
    logo_dark: logos.has('dark') ? at('/logo_dark') : null,
    favicon_svg: null,
    favicon_fallback: null,
    allowed_domains: [...organization.allowedDomains],
    link_color: colourViewOf(own.linkColor),
    background_color: colourViewOf(own.backgroundColor),
    button_color: colourViewOf(own.buttonColor),
    button_text_color: colourViewOf(own.buttonTextColor),
    link_color_dark: colourViewOf(own.linkColorDark),
    background_color_dark: colourViewOf(own.backgroundColorDark),
    button_text_color_dark: colourViewOf(own.buttonTextColorDark),
    button_color_dark: colourViewOf(own.buttonColorDark),
    button_border_radius: null,
    card_border_radius: null,
    input_border_radius: null,
    theme_code: themeCode,
    color_scheme: themeCode === 'user_preference' ? 'light dark' : themeCode,
    created_on: organization.createdAt.toISOString(),
    sender_name: own.senderName,
    sender_email: own.senderEmail,
    is_suspended: suspendedAt !== undefined,
    suspended_on: suspendedAt?.toISOString() ?? null,
  }
}

import { z } from 'zod'
import { isPlainText, NOT_PLAIN } from '#platform/http'
import { InvalidInput } from '#platform/errors'
import { emailText, settingsFor, settingsSchema } from '#domain/settings'
import { industryNameOf, listIndustries } from './industries.ts'
import type { Business, BusinessChange } from './queries.ts'
import { findTimezoneByKey, timezoneNameOf } from './timezones.ts'

export const Named = z.object({ key: z.string(), name: z.string() })

const SETTINGS = settingsSchema('business', {
  is_click_wrap: 'isClickWrap',
  is_show_kinde_branding: 'isProductNamed',
  privacy_url: 'privacyUrl',
  terms_url: 'termsUrl',
})

const TAKEN_BACK = '`null`: none any more.'

const IndustryKey = z
  .string()
  .refine((key) => industryNameOf(key) !== undefined, 'is none of the keys that GET /industries lists')
  .meta({ example: listIndustries()[0]?.key })

const TimezoneKey = z
  .string()
  .transform((key, issues) => {
    const found = findTimezoneByKey(key)
    if (found) return found.id
    issues.addIssue('is none of the keys that GET /timezones lists')
    return z.NEVER
  })
  .meta({ type: 'string', example: 'los_angeles_pacific_standard_time' })

export const BusinessBody = z.object({
  business_name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .refine(isPlainText, NOT_PLAIN)
    .nullish()
    .meta({ description: '`null` counts as absent: a business has a name.' }),
  email: emailText().nullish().meta({ description: TAKEN_BACK }),
  phone: z.string().trim().min(1).max(64).refine(isPlainText, NOT_PLAIN).nullish().meta({ description: TAKEN_BACK }),
  industry_key: IndustryKey.nullish().meta({ description: `From GET /industries. ${TAKEN_BACK}` }),
  timezone_key: TimezoneKey.nullish().meta({
    type: ['string', 'null'],
    description: `From GET /timezones. ${TAKEN_BACK}`,
  }),
  kinde_perk_code: z.string().max(255).nullish().meta({ description: 'There are none here: a code is refused.' }),
  ...SETTINGS.fields,
})

/** @throws {InvalidInput} `PERK_CODE_NOT_AVAILABLE` */
export function businessChangeOf(body: z.output<typeof BusinessBody>): BusinessChange {
  if (body.kinde_perk_code) throw new InvalidInput('PERK_CODE_NOT_AVAILABLE', 'There are no perks, so no code is any.')
  return {
    name: body.business_name ?? undefined,
    email: body.email,
    phone: body.phone,
    industryKey: body.industry_key,
    timezone: body.timezone_key,
    settings: SETTINGS.changeOf(body),
  }
}

export const BusinessView = z.object({
  code: z.string().meta({ example: 'bus_c69fb73b091' }),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  industry: z.string().nullable().meta({ description: 'Its name.', example: 'Healthcare & Medical' }),
  timezone: z.string().nullable().meta({ description: 'Its name.', example: 'Los Angeles (Pacific Standard Time)' }),
  privacy_url: z.string().nullable(),
  terms_url: z.string().nullable(),
  has_clickwrap: z.boolean().meta({ description: 'Whether who signs up must agree to terms and privacy policy.' }),
  has_kinde_branding: z
    .boolean()
    .meta({ description: 'Whether the hosted pages have a line that says which product serves them.' }),
  created_on: z.iso.datetime(),
})

export function businessViewOf(business: Business): z.input<typeof BusinessView> {
  const { values } = settingsFor({ business: business.settings })
  return {
    code: business.code,
    name: business.name,
    phone: business.phone ?? null,
    email: business.email ?? null,
    industry: (business.industryKey === undefined ? undefined : industryNameOf(business.industryKey)) ?? null,
    timezone: business.timezone === undefined ? null : timezoneNameOf(business.timezone),
    privacy_url: values.privacyUrl,
    terms_url: values.termsUrl,
    has_clickwrap: values.isClickWrap,
    has_kinde_branding: values.isProductNamed,
    created_on: business.createdAt.toISOString(),
  }
}

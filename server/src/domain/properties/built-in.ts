import type { PropertyContext } from './property.ts'

/** Campaign tags of advertisements. An authorization request may carry them, and sign-up stores them as properties. */
export const MARKETING_TAGS = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'gclid',
  'click_id',
  'hsa_acc',
  'hsa_cam',
  'hsa_grp',
  'hsa_ad',
  'hsa_src',
  'hsa_tgt',
  'hsa_kw',
  'hsa_mt',
  'hsa_net',
  'hsa_ver',
  'match_type',
  'keyword',
  'device',
  'ad_group_id',
  'campaign_id',
  'creative',
  'network',
  'ad_position',
  'fbclid',
  'li_fat_id',
  'msclkid',
  'twclid',
  'ttclid',
] as const

/** Whether a person wants news, as they said at sign-up; both names are in use. */
export const CONSENT_KEYS = ['kp_marketing_consent', 'kp_usr_is_marketing_opt_in'] as const

const ADDRESS = {
  city: 'City',
  industry: 'Industry',
  postcode: 'Postcode',
  state_region: 'State or region',
  street_address: 'Street address',
  street_address_2: 'Street address, second line',
}

const PERSON = {
  ...ADDRESS,
  job_title: 'Job title',
  last_name: 'Last name',
  middle_name: 'Middle name',
  salutation: 'Salutation',
}

export interface BuiltInProperty {
  readonly context: PropertyContext
  readonly category: string
  readonly key: string
  readonly name: string
}

/** Categories that every environment begins with. */
export const BUILT_IN_CATEGORIES = [
  { context: 'usr', name: 'Profile' },
  { context: 'usr', name: 'Marketing' },
  { context: 'org', name: 'Profile' },
  { context: 'org', name: 'Marketing' },
  { context: 'app', name: 'General' },
] as const

function profile(context: 'usr' | 'org', names: Readonly<Record<string, string>>): BuiltInProperty[] {
  return Object.entries(names).map(([key, name]) => ({
    context,
    category: 'Profile',
    key: `kp_${context}_${key}`,
    name,
  }))
}

function tags(context: 'usr' | 'org'): BuiltInProperty[] {
  return MARKETING_TAGS.map((tag) => ({ context, category: 'Marketing', key: `kp_${context}_${tag}`, name: tag }))
}

/** Properties that exist in every environment; only their values can change. */
export const BUILT_IN_PROPERTIES: readonly BuiltInProperty[] = [
  ...profile('usr', PERSON),
  ...profile('org', ADDRESS),
  ...CONSENT_KEYS.map((key) => ({ context: 'usr', category: 'Marketing', key, name: 'Wants marketing' }) as const),
  ...tags('usr'),
  ...tags('org'),
]

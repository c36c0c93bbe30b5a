import type { Described } from './operations.ts'

interface Accepted {
  readonly why: string
  /** As `differencesOf` writes them. */
  readonly differences: readonly string[]
}

/** Where we differ from the published contract on purpose. */
export const ACCEPTED: readonly Accepted[] = [
  {
    why: 'A secret is shown once, when it is made; only its digest is kept.',
    differences: ['get /applications/{application_id} 200 -application.client_secret'],
  },
  {
    why: 'A replacement by nothing that was meant otherwise would empty the list.',
    differences: [
      'post /applications/{app_id}/auth_redirect_urls body urls +*',
      'put /applications/{app_id}/auth_redirect_urls body urls +*',
      'post /applications/{app_id}/auth_logout_urls body urls +*',
      'put /applications/{app_id}/auth_logout_urls body urls +*',
    ],
  },
]

const LATER_TAGS = [
  'API Keys',
  'Billing Agreements',
  'Billing Entitlements',
  'Billing Meter Usage',
  'Connected Apps',
  'Connections',
  'Directories',
  'MFA',
  'Webhooks',
]
const LATER_PATHS = /\/(?:connections|invites|mfa|passkey)(?:\/|$)|\/organizations\/.*\/sessions$/

/** Belongs to a feature that this server does not have: connections, MFA, passkeys, invites, billing, webhooks. */
export function isOfLaterFeature({ tag, operation }: Described): boolean {
  return LATER_TAGS.includes(tag) || LATER_PATHS.test(operation)
}

import type { EnvironmentScope } from '#platform/context'
import { settingsFor } from '#domain/settings'

/** The documents that are agreed to: at least one of them. */
export interface Agreement {
  readonly termsUrl?: string | undefined
  readonly privacyUrl?: string | undefined
}

export interface NewAgreement extends Agreement {
  readonly userId: string
  /** When the box was ticked, which is before the account exists. */
  readonly acceptedAt: Date
}

type Levels = Pick<EnvironmentScope, 'businessSettings' | 'settings'>

/** What somebody new must agree to here; nothing where nobody demands it, or where there is nothing to read. */
export function agreementFor({ businessSettings: business, settings: environment }: Levels): Agreement | undefined {
  const { isClickWrap, termsUrl, privacyUrl } = settingsFor({ business, environment }).values
  if (!isClickWrap || (termsUrl === null && privacyUrl === null)) return undefined
  return { termsUrl: termsUrl ?? undefined, privacyUrl: privacyUrl ?? undefined }
}

/** Whether agreeing to one is agreeing to the other: other addresses are other documents. */
export function isSameAgreement(one: Agreement, other: Agreement): boolean {
  return one.termsUrl === other.termsUrl && one.privacyUrl === other.privacyUrl
}

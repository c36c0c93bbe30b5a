import type { EnvironmentScope } from '#platform/context'
import { settingsFor } from '#domain/settings'

/** The documents of an agreement: at least one of them. */
export interface Agreement {
  readonly termsUrl?: string | undefined
  readonly privacyUrl?: string | undefined
}

export interface NewAgreement extends Agreement {
  readonly userId: string
  /** The time of the tick, which comes before the account exists. */
  readonly acceptedAt: Date
}

type Levels = Pick<EnvironmentScope, 'businessSettings' | 'settings'>

/**
 * Returns the documents that a new person must agree to; undefined where no setting demands it, or there is no
 * document.
 */
export function agreementFor({ businessSettings: business, settings: environment }: Levels): Agreement | undefined {
  const { isClickWrap, termsUrl, privacyUrl } = settingsFor({ business, environment }).values
  if (!isClickWrap || (termsUrl === null && privacyUrl === null)) return undefined
  return { termsUrl: termsUrl ?? undefined, privacyUrl: privacyUrl ?? undefined }
}

/** Returns whether agreeing to one is agreeing to the other: other addresses are other documents. */
export function isSameAgreement(one: Agreement, other: Agreement): boolean {
  return one.termsUrl === other.termsUrl && one.privacyUrl === other.privacyUrl
}

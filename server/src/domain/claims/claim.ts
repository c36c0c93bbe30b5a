import type { Settings } from '#domain/settings'
import type { Subject } from './subject.ts'

/** One claim, and why it is there. */
export interface Claim {
  readonly name: string
  readonly value: unknown
  /** The source that said it, and the scope or setting that let it in. */
  readonly origin: string
}

export interface ClaimsRequest {
  readonly subject: Subject
  readonly scopes: readonly string[]
  readonly settings: Settings
  readonly kind: 'access' | 'id' | 'profile'
  /** Claims that were asked for by name, whatever the scopes are (OIDC Core section 5.5). */
  readonly requested?: readonly string[]
}

import type { FactorKind } from '#domain/factors'
import type { FactorRecipient } from './send-factor-code.ts'

interface Addressed {
  readonly kind: FactorKind
  readonly address: string | undefined
  readonly normalized: string | undefined
}

/** Returns where the code of a factor goes; undefined for a factor that needs no message. */
export function recipientOf(option: Addressed | undefined): FactorRecipient | undefined {
  const { kind, address, normalized } = option ?? {}
  if ((kind !== 'email' && kind !== 'sms') || address === undefined || normalized === undefined) return undefined
  return { kind, address, normalized }
}

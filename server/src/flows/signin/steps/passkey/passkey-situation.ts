import type { Passkey, RelyingParty } from '#domain/passkeys'

/** Passkeys at the host of the flow. */
export interface PasskeySituation {
  readonly relyingParty: RelyingParty
  readonly policy: 'off' | 'optional' | 'mandatory'
  /** The passkey that the facts name, while its user has it. */
  readonly shown: Passkey | undefined
  /** Known once the person has proven who they are. */
  readonly owned?: OwnedPasskeys | undefined
}

export interface OwnedPasskeys {
  /** Those of this host. A passkey of another host is no way in here. */
  readonly here: readonly Passkey[]
  /** The person answered "Not now" before. */
  readonly hasRefused: boolean
}

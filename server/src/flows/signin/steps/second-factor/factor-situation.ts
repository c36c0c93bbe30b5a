import type { AuthorizationRequest } from '#flows/engine'
import type { Session } from '#domain/sessions'
import type { Account } from '#domain/users'
import type { PasskeySituation } from '../passkey/passkey-situation.ts'
import type { SecondFactors } from './read-second-factors.ts'

/** The part of a situation that decides about second factors. */
export interface FactorSituation {
  readonly request: AuthorizationRequest
  readonly account: Account | undefined
  readonly session: Session | undefined
  readonly second?: SecondFactors | undefined
  readonly passkeys?: PasskeySituation | undefined
}

import type { FactorKind } from '#domain/factors'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import { destinationOf } from '../code/destination.ts'
import { isCodeProven } from '../code/fact.ts'
import { isPasswordProven } from '../password/fact.ts'
import type { ProofFact } from '../proof.ts'
import type { FactorSituation } from './factor-situation.ts'

/** The place that got the code by which the person signed in; a factor that goes there too proves nothing more. */
export interface Channel {
  readonly factor: 'email' | 'sms'
  readonly normalized: string
}

/** Returns the channel of the first step; undefined where it was a password or a passkey. */
export function firstChannelOf(facts: BeginningFact & ProofFact, situation: FactorSituation): Channel | undefined {
  const { account, session } = situation
  if (isSessionProven(facts, { session })) return channelOfSession(situation)
  if (isPasswordProven(facts, account) || !isCodeProven(facts, account)) return undefined
  const { kind, normalized } = destinationOf(facts, account)
  return { factor: kind === 'phone' ? 'sms' : 'email', normalized }
}

function channelOfSession({ account, session }: FactorSituation): Channel | undefined {
  if (session?.method.endsWith(':code') !== true || session.amr.includes('pwd')) return undefined
  const isPhone = session.method === 'phone:code'
  const identity = isPhone ? account?.phone : account?.email
  return identity && { factor: isPhone ? 'sms' : 'email', normalized: identity.normalized }
}

export function isSameChannel(
  { kind, normalized }: { readonly kind: FactorKind; readonly normalized: string | undefined },
  channel: Channel | undefined,
): boolean {
  return channel !== undefined && kind === channel.factor && normalized === channel.normalized
}

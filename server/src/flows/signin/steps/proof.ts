import type { Account } from '#domain/users'
import type { Session } from '#domain/sessions'
import { isSessionProven, type BeginningFact } from './beginning.ts'
import { isCodeProven, type CodeFact } from './code/fact.ts'
import type { IdentifyFact } from './identify/fact.ts'
import { isPasskeyProven, type PasskeyFact } from './passkey/fact.ts'
import type { PasskeySituation } from './passkey/passkey-situation.ts'
import { isPasswordProven, type PasswordFact } from './password/fact.ts'

export type ProofFact = Pick<BeginningFact, 'sessionId'> & IdentifyFact & CodeFact & PasswordFact & PasskeyFact

interface Evidence {
  readonly account: Account | undefined
  readonly session?: Pick<Session, 'id'> | undefined
  readonly passkeys?: PasskeySituation | undefined
}

/** Returns whether the person has proven who they are, in this flow or before. */
export function isProven(facts: ProofFact, { account, session, passkeys }: Evidence): boolean {
  if (isSessionProven(facts, { session }) || isPasskeyProven(facts, { account, passkeys })) return true
  return isCodeProven(facts, account) || isPasswordProven(facts, account)
}

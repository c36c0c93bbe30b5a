import type { Context } from '#platform/context'
import { deletePassword } from '#domain/credentials'
import { removeFactorsOf } from '#domain/factors'
import { markVerified } from '#domain/identities'
import { removePasskeysOfUser, type Passkey } from '#domain/passkeys'
import { endAccessOfUser } from '#domain/sessions'
import type { Account } from '#domain/users'
import type { Flow } from '../flow.ts'
import { destinationOf } from '../steps/code/destination.ts'
import { isCodeProven } from '../steps/code/fact.ts'
import { isPasswordProven } from '../steps/password/fact.ts'

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  /** The passkey that the person showed. */
  readonly passkey?: Passkey | undefined
}

/**
 * Makes the person who proves an address that was never verified its owner. The one who registered it earlier did not
 * own it, so their password, factors, passkeys, sessions and grants must not open the account (ATO-01, pre-hijacking).
 */
export async function takeOwnership(ctx: Context, { flow: { facts }, account, passkey }: PartInput): Promise<void> {
  if (!account || !isCodeProven(facts, account)) return
  const now = ctx.clock()
  const { userId } = account
  const { kind, normalized } = destinationOf(facts, account)
  const wasUnverified = await markVerified(ctx.db, { userId, kind, normalized, now })
  if (!wasUnverified || passkey || isPasswordProven(facts, account)) return
  await deletePassword(ctx.db, userId)
  await removeFactorsOf(ctx.db, userId)
  await removePasskeysOfUser(ctx.db, userId)
  await endAccessOfUser(ctx.db, { userId, now })
}

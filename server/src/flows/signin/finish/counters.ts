import type { Context } from '#platform/context'
import { countIdentitySignIn } from '#domain/identities'
import { countSignIn } from '#domain/users'
import type { Flow } from '../flow.ts'
import { addressOf } from '../steps/identify/fact.ts'

interface PartInput {
  readonly flow: Flow
  readonly userId: string
  readonly now: Date
}

/** Counts the sign-in of the user and of the address. */
export async function countSignIns({ db }: Context, { flow, userId, now }: PartInput): Promise<void> {
  await countSignIn(db, userId, now)
  const { kind, normalized } = addressOf(flow.facts)
  await countIdentitySignIn(db, { kind, normalized, now })
}

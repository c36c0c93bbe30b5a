import type { Context } from '#platform/context'
import { listJoined, type OrganizationChoice } from '#flows/engine'
import { createUser } from '#domain/directory'
import type { Account } from '#domain/users'
import type { Flow } from '../flow.ts'
import { addressOf } from '../steps/identify/fact.ts'
import { verifiedEmailIn } from '../steps/situation.ts'

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  readonly choice: OrganizationChoice
}

/** Finds the user who has the address, or creates one. */
export async function findPerson(
  ctx: Context,
  { flow: { facts }, account, choice }: PartInput,
): Promise<{ readonly userId: string }> {
  if (account) return { userId: account.userId }
  const { id } = await createUser(ctx, {
    organizations: await listJoined(ctx, verifiedEmailIn(facts, account), choice),
    identities: [{ value: addressOf(facts), isVerified: true }],
    givenName: facts.givenName,
    familyName: facts.familyName,
  })
  return { userId: id }
}

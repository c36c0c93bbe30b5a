import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { listJoined, type OrganizationChoice } from '#flows/engine'
import { addIdentity, createUser } from '#domain/directory'
import type { Account } from '#domain/users'
import type { Flow } from '../flow.ts'
import type { Facts } from '../steps.ts'
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
  const { username } = facts
  if (account) {
    await addUsername(ctx, facts, account)
    return { userId: account.userId }
  }
  const { id } = await createUser(ctx, {
    organizations: await listJoined(ctx, verifiedEmailIn(facts, account), choice),
    identities: [
      { value: addressOf(facts), isVerified: true },
      ...(username ? [{ value: { kind: 'username', ...username } as const, isVerified: false }] : []),
    ],
    givenName: facts.givenName,
    familyName: facts.familyName,
  })
  return { userId: id }
}

/** Gives a person who had no username the one that they chose. */
async function addUsername(ctx: Context, { username }: Facts, { userId, identities }: Account): Promise<void> {
  if (username === undefined || identities.some(({ kind }) => kind === 'username')) return
  const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
  await addIdentity(ctx, { userId, identity: { kind: 'username', ...username }, author })
}

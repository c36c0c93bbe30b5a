import type { Context } from '#platform/context'
import { keepAgreement } from '#domain/agreements'
import type { Account } from '#domain/users'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  readonly userId: string
}

/** Records the documents that a new user agreed to. */
export async function keepAgreementOfNew(ctx: Context, { flow, account, userId }: PartInput): Promise<void> {
  const { agreed } = flow.facts
  if (!account && agreed) await keepAgreement(ctx, { ...agreed, userId, acceptedAt: agreed.at })
}

import type { Context } from '#platform/context'
import { keepMarketing } from '#domain/properties'
import type { Account } from '#domain/users'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  readonly userId: string
}

/** Records where a new user came from, and whether they want news. */
export async function keepMarketingOfNew(ctx: Context, { flow, account, userId: id }: PartInput): Promise<void> {
  if (account) return
  const { wantsMarketing } = flow.facts
  await keepMarketing(ctx, { owner: { context: 'usr', id }, parameters: flow.request.further, wantsMarketing })
}

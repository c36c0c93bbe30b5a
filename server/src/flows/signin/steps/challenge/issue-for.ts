import type { Context } from '#platform/context'
import type { Flow } from '#flows/engine'
import { issueChallenge, type Challenge, type IssuedChallenge } from '#domain/bot-stop'
import type { ChallengeDue } from './when.ts'

/** Makes the challenge of a page; `kind` where a provider turned out to be away. */
export function issueFor(
  ctx: Pick<Context, 'sealer' | 'clock'>,
  { id: flowId }: Pick<Flow<object>, 'id'>,
  { action, failures, provider }: ChallengeDue,
  kind: Challenge['kind'] = provider ? 'provider' : 'work',
): IssuedChallenge {
  return issueChallenge(ctx, { flowId, action, failures, kind })
}

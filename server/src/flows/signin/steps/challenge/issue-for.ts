import type { Context } from '#platform/context'
import type { Flow } from '#flows/engine'
import { issueChallenge, type Challenge, type IssuedChallenge } from '#domain/bot-stop'
import type { ChallengeDue } from './when.ts'

interface IssuedDue extends ChallengeDue {
  /** Set where a provider turned out to be away. */
  readonly kind?: Challenge['kind']
}

/** Makes the challenge of a page. */
export function issueFor(
  ctx: Pick<Context, 'sealer' | 'clock'>,
  { id: flowId }: Pick<Flow<object>, 'id'>,
  { action, failures, provider, kind = provider ? 'provider' : 'work' }: IssuedDue,
): IssuedChallenge {
  return issueChallenge(ctx, { flowId, action, failures, kind })
}

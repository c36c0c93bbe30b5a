import type { Context } from '#platform/context'
import { findCostliest } from './queries.ts'

type SteadyAnswerContext = Pick<Context, 'db' | 'environment' | 'passwords'>

/**
 * Waits with the answer to a wrong password while the environment has hashes of other systems: each kind takes a time of its
 * own, and nobody's takes the least (ATO-10). The next moment is behind the costliest of them, whoever was asked for.
 */
export async function answerSteadily(
  { db, environment, passwords }: SteadyAnswerContext,
  { address, since }: { readonly address: string; readonly since: number },
): Promise<void> {
  const verifyMs = await findCostliest(db)
  if (verifyMs !== undefined) await passwords.untilMoment(`${environment.id}:${address}`, { since, verifyMs })
}

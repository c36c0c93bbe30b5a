import type { SessionPolicy } from '#domain/sessions'
import { SECRET_FACTS } from '../steps.ts'
import type { Flow } from '../flow.ts'
import { keepResult } from '#flows/engine'
import type { Context } from '#platform/context'
import type { Answer } from './grant.ts'

export interface FinishedFlow extends Answer {
  /** The secret by which the browser is trusted from now on; absent where it is not. */
  readonly trust?: string | undefined
  /** Absent where the flow opened no session. */
  readonly session?: (SessionPolicy & { readonly token: string; readonly userId: string }) | undefined
}

/** Stores where the flow led, and removes its secrets. */
export async function keepAnswer(ctx: Context, { id }: Flow, finished: FinishedFlow): Promise<FinishedFlow> {
  const resultSealed = ctx.sealer.seal(`flows.result_sealed:${id}`, JSON.stringify(finished))
  await keepResult(ctx.db, { flowId: id, resultSealed, secrets: SECRET_FACTS })
  return finished
}

import type { Context } from '#platform/context'
import {
  findFlow as findStored,
  openSealedFlow,
  sealFlow as seal,
  startFlow,
  type AuthorizationRequest,
  type Flow as StoredFlow,
} from '#flows/engine'
import { CarriedFacts, Facts } from './steps.ts'
import { beginningOf } from './steps/beginning.ts'

export type Flow = StoredFlow<Facts>

interface Beginning {
  /** Digest of the browser's own secret. */
  readonly browserDigest: Buffer
  /** The session that identifies the person, where they only have to say where to go. */
  readonly sessionId?: string | undefined
}

/** Starts a flow that no person has answered yet. */
export function beginFlow(
  ctx: Pick<Context, 'clock'>,
  request: AuthorizationRequest,
  { browserDigest, sessionId }: Beginning,
): Flow {
  const facts = { ...beginningOf(request), ...(sessionId === undefined ? {} : { sessionId }) }
  return startFlow(ctx, { request, facts, browserDigest })
}

export function findFlow({ db }: Pick<Context, 'db'>, id: string): Promise<Flow | undefined> {
  return findStored(db, { id, facts: Facts })
}

export function sealFlow(ctx: Pick<Context, 'sealer'>, flow: Flow): string {
  return seal(ctx, flow, CarriedFacts)
}

export function openFlowOfPage(ctx: Pick<Context, 'sealer'>, sealed: string): Flow | undefined {
  return openSealedFlow(ctx, sealed, CarriedFacts)
}

import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { isId, newId } from '#platform/ids'
import { AuthorizationRequest, emptyFacts, type Flow } from './flow.ts'

/** Somebody may leave the first page open for a day; nothing has been sent yet. */
const FIRST_PAGE_SECONDS = 24 * 3_600
const PURPOSE = 'flow'

const SealedFlow = z.object({
  id: z.string().refine(isId),
  browser: z.string(),
  at: z.number(),
  request: AuthorizationRequest,
  /** See `Facts`: the one fact that there can be before anything was posted. */
  session: z.string().optional(),
})

/** A flow that exists in its page only: whoever merely opens the sign-in page writes nothing. */
export function startFlow(ctx: Pick<Context, 'clock'>, request: AuthorizationRequest, browserDigest: Buffer): Flow {
  const createdAt = ctx.clock()
  return {
    id: newId(),
    browserDigest,
    request,
    facts: emptyFacts(request),
    version: 0,
    createdAt,
    expiresAt: addSeconds(createdAt, FIRST_PAGE_SECONDS),
    finishedAt: undefined,
    resultSealed: undefined,
  }
}

export function sealFlow(ctx: Pick<Context, 'sealer'>, flow: Flow): string {
  const { id, browserDigest, createdAt, request, facts } = flow
  const sealed = {
    id,
    browser: browserDigest.toString('base64url'),
    at: createdAt.getTime(),
    request,
    session: facts.sessionId,
  }
  return ctx.sealer.seal(PURPOSE, JSON.stringify(sealed)).toString('base64url')
}

/** Undefined when it is not ours or not of this environment. Whether it is too old is the caller's to ask. */
export function openSealedFlow(ctx: Pick<Context, 'sealer'>, sealed: string): Flow | undefined {
  try {
    const text = ctx.sealer.open(PURPOSE, Buffer.from(sealed, 'base64url'))
    const { id, browser, at, request, session } = SealedFlow.parse(JSON.parse(text))
    const flow = startFlow({ clock: () => new Date(at) }, request, Buffer.from(browser, 'base64url'))
    return { ...flow, id, facts: { ...flow.facts, ...(session === undefined ? {} : { sessionId: session }) } }
  } catch {
    // Whatever it was, we did not seal it.
    return undefined
  }
}

import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { isId, newId } from '#platform/ids'
import { AuthorizationRequest, emptyFacts, Facts, type Flow } from './flow.ts'

/**
 * The facts that a page may carry: statements of the person alone. A proof is a row from the moment it is given, so that no page of
 * before can bring it back.
 */
const Unproven = Facts.pick({
  intent: true,
  isSomebodyElse: true,
  address: true,
  givenName: true,
  familyName: true,
  isProfileGiven: true,
  wantsMarketing: true,
  agreed: true,
  sessionId: true,
})

/** Somebody may leave the first page open for a day; nothing has been sent yet. */
const FIRST_PAGE_SECONDS = 24 * 3_600
const PURPOSE = 'flow'

const SealedFlow = z.object({
  id: z.string().refine(isId),
  browser: z.string(),
  at: z.number(),
  request: AuthorizationRequest,
  facts: Unproven,
})

/** A flow that exists in its page only: nothing is written for anybody who has proven nothing. */
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
    facts: Unproven.parse(facts),
  }
  return ctx.sealer.seal(PURPOSE, JSON.stringify(sealed)).toString('base64url')
}

/** Undefined when it is not ours or not of this environment. Whether it is too old is the caller's to ask. */
export function openSealedFlow(ctx: Pick<Context, 'sealer'>, sealed: string): Flow | undefined {
  try {
    const text = ctx.sealer.open(PURPOSE, Buffer.from(sealed, 'base64url'))
    const { id, browser, at, request, facts } = SealedFlow.parse(JSON.parse(text))
    return { ...startFlow({ clock: () => new Date(at) }, request, Buffer.from(browser, 'base64url')), id, facts }
  } catch {
    // Whatever it was, we did not seal it.
    return undefined
  }
}

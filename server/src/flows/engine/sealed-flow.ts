import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { isId, newId } from '#platform/ids'
import { AuthorizationRequest, type FactsFormat, type Flow } from './flow.ts'

/** Somebody may leave the first page open for a day; nothing has been sent yet. */
const FIRST_PAGE_SECONDS = 24 * 3_600
const PURPOSE = 'flow'

const SealedFlow = z.object({
  id: z.string().refine(isId),
  browser: z.string(),
  at: z.number(),
  request: AuthorizationRequest,
  facts: z.unknown(),
})

/** A flow that exists in its page only: nothing is written for anybody who has proven nothing. */
export function startFlow<Facts extends object>(
  ctx: Pick<Context, 'clock'>,
  started: Pick<Flow<Facts>, 'request' | 'facts' | 'browserDigest'>,
): Flow<Facts> {
  const createdAt = ctx.clock()
  return {
    id: newId(),
    ...started,
    version: 0,
    createdAt,
    expiresAt: addSeconds(createdAt, FIRST_PAGE_SECONDS),
    finishedAt: undefined,
    resultSealed: undefined,
  }
}

/** Seals a flow into its page, with the facts of the given format alone. */
export function sealFlow(
  ctx: Pick<Context, 'sealer'>,
  { id, browserDigest, createdAt, request, facts }: Flow<object>,
  carried: FactsFormat<object>,
): string {
  const sealed = {
    id,
    browser: browserDigest.toString('base64url'),
    at: createdAt.getTime(),
    request,
    facts: carried.parse(facts),
  }
  return ctx.sealer.seal(PURPOSE, JSON.stringify(sealed)).toString('base64url')
}

/** Undefined when it is not ours or not of this environment. Whether it is too old is the caller's to ask. */
export function openSealedFlow<Facts extends object>(
  ctx: Pick<Context, 'sealer'>,
  sealed: string,
  carried: FactsFormat<Facts>,
): Flow<Facts> | undefined {
  try {
    const text = ctx.sealer.open(PURPOSE, Buffer.from(sealed, 'base64url'))
    const { id, browser, at, request, facts } = SealedFlow.parse(JSON.parse(text))
    const started = { request, facts: carried.parse(facts), browserDigest: Buffer.from(browser, 'base64url') }
    return { ...startFlow({ clock: () => new Date(at) }, started), id }
  } catch {
    // Whatever it was, we did not seal it.
    return undefined
  }
}

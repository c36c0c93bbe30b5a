import { z } from 'zod'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { isId, newId } from '#platform/ids'
import { AuthorizationRequest, type FactsFormat, type Flow } from './flow.ts'

/** A person may leave the first page open for a day. No code was sent that could expire. */
const FIRST_PAGE_SECONDS = 24 * 3_600
const PURPOSE = 'flow'

const SealedFlow = z.object({
  id: z.string().refine(isId),
  browser: z.string(),
  at: z.number(),
  request: AuthorizationRequest,
  facts: z.unknown(),
})

/** Starts a flow that lives only in its page: the database stores nothing for people who have proven nothing. */
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

/** Seals a flow into its page, with only the facts of the given format. */
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

/**
 * Returns undefined for a flow that we did not seal or that belongs to another environment. The caller checks the age.
 */
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
    // We did not seal it.
    return undefined
  }
}

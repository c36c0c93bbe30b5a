import { isCodeWaiting } from '#domain/tokens'
import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import type { RequestContext } from '#platform/http'
import { codeIn } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import { answerExpired } from './answer-application.ts'
import type { FinishedFlow } from './finish/keep-answer.ts'
import type { Flow } from './flow.ts'
import { leaveFlow } from './leave-flow.ts'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'

/** The time during which a repeated last step gets the same answer. */
const REPEAT_SECONDS = 60
/**
 * Answers a double submit of the last step like the first one, as long as the application has not redeemed the code. A
 * GET comes from the back button and gets a page: an application that gets a spent code again would redeem it again,
 * and that code would count as stolen and end the whole grant (RFC 6749 section 4.1.2).
 */
export async function repeatEnd(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  const finished = openResult(ctx, flow)
  // A page of ours gets no code and shows the state itself.
  if (finished && flow.request.endsAtOwnPage === true) return c.redirect(finished.location, 303)
  const isRepeated = finished !== undefined && c.req.method === 'POST' && (await isStillGood(ctx, flow, finished))
  if (isRepeated) return leaveFlow(c, opened, finished)
  // The link to a flow of long ago is stale, and the application may want to know.
  if (flow.expiresAt <= ctx.clock()) return answerExpired(c, opened, 'flow_finished')
  return answerErrorPage(c, { kind: 'flow_finished', application: pageApplication(application) })
}

function openResult({ sealer }: Context, { id, resultSealed }: Flow): FinishedFlow | undefined {
  return resultSealed ? JSON.parse(sealer.open(`flows.result_sealed:${id}`, resultSealed)) : undefined
}

async function isStillGood(
  ctx: Context,
  { finishedAt }: Flow,
  { location, redirectUri }: FinishedFlow,
): Promise<boolean> {
  if (finishedAt === undefined || addSeconds(finishedAt, REPEAT_SECONDS) <= ctx.clock()) return false
  const code = codeIn({ location, redirectUri })
  return code === undefined || isCodeWaiting(ctx, code)
}

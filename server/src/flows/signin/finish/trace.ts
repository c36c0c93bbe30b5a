import type { Context } from '#platform/context'
import type { Application } from '#domain/applications'
import type { Organization } from '#domain/organizations'
import { writeTraceLater, type TraceStep } from '#domain/traces'
import type { Account } from '#domain/users'
import type { Authentication } from '#flows/engine'
import type { Flow } from '../flow.ts'
import { kindOf, type NotedSteps } from '../trace.ts'

interface EndedFlow {
  readonly flow: Flow
  readonly application: Pick<Application, 'id'>
  /** The steps of this request before the end. */
  readonly noted: NotedSteps
  readonly now: Date
  /** The account before the end: a new person has none. */
  readonly account?: Account | undefined
}

interface PartInput extends EndedFlow {
  readonly userId: string
  readonly organization: Organization | undefined
  readonly session: Pick<Authentication, 'sessionId'>
  readonly reason: string
}

/** Writes the last step of the trace together with everything else that the sign-in writes. */
export async function traceEnd(
  ctx: Context,
  { reason, userId, organization, session, ...ended }: PartInput,
): Promise<void> {
  const { sessionId } = session
  const who = { userId, organizationId: organization?.id, sessionId: sessionId ?? undefined }
  await write(ctx, ended, { who, last: { step: 'finish', reason } })
}

/** Writes the last step of a sign-in that the application gets an error for. */
export async function traceRefusal(
  ctx: Context,
  ended: EndedFlow,
  { code, reason }: { readonly code: string; readonly reason: string },
): Promise<void> {
  await write(ctx, ended, { who: { userId: ended.account?.userId }, last: { step: 'refusal', code, reason } })
}

interface LastStep {
  readonly who: {
    readonly userId: string | undefined
    readonly organizationId?: string | undefined
    readonly sessionId?: string | undefined
  }
  readonly last: Pick<TraceStep, 'step' | 'reason' | 'code'>
}

async function write(
  ctx: Context,
  { flow, noted, now, account, application }: EndedFlow,
  { who, last }: LastStep,
): Promise<void> {
  await writeTraceLater(ctx.db, {
    id: flow.id,
    startedAt: flow.createdAt,
    kind: kindOf(flow.facts, account),
    applicationId: application.id,
    ...who,
    ...ctx.requester,
    opening: noted.opening,
    steps: [...noted.steps, { at: now.toISOString(), ...last }],
  })
}

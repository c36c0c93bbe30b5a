import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { NextToken, PageSize, QueryMoment } from '#platform/http'
import { hexOf, idFromHex, subjectOf, userIdFromSubject } from '#platform/ids'
import { applicationIdFromClientId, clientIdOf } from '#domain/applications'
import {
  KNOWN_FACTS,
  outcomeOf,
  TRACE_KINDS,
  TRACE_OUTCOMES,
  traceIdFromText,
  traceIdOf,
  TraceSetting,
  TraceStep,
} from './trace.ts'
import type { FoundTrace, ListedTrace } from './views.ts'

/** Also the answer to the id of another environment (ATO-11). */
export function noSuchTrace(): NotFound {
  return new NotFound('TRACE_NOT_FOUND', 'No such trace.')
}

/** An id in a filter. Text of another form is an error, because a list that is empty for that reason would mislead. */
function filterId(
  read: (text: string) => string | undefined,
  { wanted, example }: { wanted: string; example: string },
) {
  return z
    .string()
    .max(100)
    .transform((text, context): string => {
      const id = read(text)
      if (id !== undefined) return id
      context.addIssue(`must be ${wanted}`)
      return z.NEVER
    })
    .optional()
    .meta({ type: 'string', example })
}

const UserFilter = filterId(userIdFromSubject, {
  wanted: 'the id of a user, such as kp_…',
  example: 'kp_c3143a4b50ad43c88e541d9077681782',
})
const ApplicationFilter = filterId(applicationIdFromClientId, {
  wanted: 'a client id',
  example: '3b0b5c6c8fcc464fab397f4969b5f482',
})
const SessionFilter = filterId((text) => idFromHex(text, 'session_0x'), {
  wanted: 'the id of a session, such as session_0x…',
  example: 'session_0xc75ec12fe8434ffc9d527794f00692e5',
})

export const TraceList = z.object({
  user_id: UserFilter,
  client_id: ApplicationFilter,
  org_code: z.string().max(100).optional().meta({ example: 'org_1ccfb819462' }),
  session_id: SessionFilter,
  outcome: z.enum(TRACE_OUTCOMES).optional(),
  kind: z.enum(TRACE_KINDS).optional(),
  since: QueryMoment.optional().meta({ description: 'Traces that began then or later.' }),
  until: QueryMoment.optional().meta({ description: 'Traces that began before.' }),
  page_size: PageSize,
  next_token: NextToken,
})

const TraceId = z
  .string()
  .transform((text) => {
    const id = traceIdFromText(text)
    if (id === undefined) throw noSuchTrace()
    return id
  })
  .meta({ type: 'string', example: 'trace_019391daf58d87d8a7213419c016ac95' })

export const TraceParams = z.object({ trace_id: TraceId })

const summary = {
  id: z.string(),
  kind: z.enum(TRACE_KINDS).meta({ description: '`silent`: without a page, by a session or `prompt=none`.' }),
  outcome: z.enum(TRACE_OUTCOMES).meta({ description: 'How the last step ended.' }),
  reason: z.string().meta({ description: 'Why the last step was taken.' }),
  code: z.string().nullable().meta({ description: 'The stable code of a refusal.' }),
  started_on: z.iso.datetime(),
  updated_on: z.iso.datetime(),
  user: z
    .object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() })
    .nullable()
    .meta({ description: 'The account that the address belongs to, proven or not; null while there is none.' }),
  application: z
    .object({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .meta({ description: '`name` is null after the application was deleted.' }),
  organization: z.object({ code: z.string(), name: z.string() }).nullable(),
  session_id: z.string().nullable().meta({ description: 'The session that the sign-in opened or went on in.' }),
  ip_address: z.string(),
  user_agent: z.string(),
}

export const TraceSummary = z.object(summary).meta({ id: 'trace_summary' })

const StepView = z.object({
  at: z.iso.datetime(),
  step: TraceStep.shape.step,
  name: z.string().optional().meta({ description: 'The page of a `page`, the form of an `answer`.' }),
  outcome: z.enum(['continued', 'succeeded', 'refused', 'cancelled']),
  reason: z.string(),
  code: z.string().optional(),
  known: z.array(z.enum(KNOWN_FACTS)).meta({ description: 'Facts that were established before the step.' }),
  settings: z
    .array(TraceSetting)
    .meta({ description: 'Settings that decided the step, with the level that set each.' }),
  detail: z.record(z.string(), z.string()).optional(),
  ip_address: z.string().optional().meta({ description: 'Where it differs from that of the trace.' }),
  user_agent: z.string().optional(),
})

export const TraceView = z.object({ ...summary, steps: z.array(StepView) }).meta({ id: 'trace' })

export function summaryOf(trace: ListedTrace) {
  const { user_id: userId, application_id: applicationId, organization_code: code, organization_name: name } = trace
  return {
    id: traceIdOf(trace.listed_id),
    kind: TraceSummary.shape.kind.parse(trace.kind),
    outcome: TraceSummary.shape.outcome.parse(trace.outcome),
    reason: trace.reason,
    code: trace.code,
    started_on: trace.listed_at.toISOString(),
    updated_on: trace.updated_at.toISOString(),
    user: userId === null ? null : { id: subjectOf(userId), email: trace.email, name: nameOf(trace) },
    application: applicationId === null ? null : { id: clientIdOf(applicationId), name: trace.application_name },
    organization: code === null || name === null ? null : { code, name },
    session_id: trace.session_id === null ? null : `session_0x${hexOf(trace.session_id)}`,
    ip_address: trace.ip,
    user_agent: trace.user_agent,
  }
}

function nameOf({ given_name: given, family_name: family }: ListedTrace): string | null {
  const name = [given, family].filter(Boolean).join(' ')
  return name === '' ? null : name
}

/** Returns a trace with its steps in their order: two requests may have written theirs in the other. */
export function viewOf(trace: FoundTrace) {
  const steps = z.array(TraceStep).parse(trace.steps)
  return {
    ...summaryOf(trace),
    steps: steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).map((step) => stepOf(step, trace)),
  }
}

function stepOf({ ip, user_agent: agent, ...step }: TraceStep, trace: FoundTrace) {
  return {
    ...step,
    outcome: outcomeOfStep(step),
    known: step.known ?? [],
    settings: step.settings ?? [],
    ...(ip === undefined || ip === trace.ip ? {} : { ip_address: ip }),
    ...(agent === undefined || agent === trace.user_agent ? {} : { user_agent: agent }),
  }
}

function outcomeOfStep(step: Pick<TraceStep, 'step' | 'code'>): z.infer<typeof StepView>['outcome'] {
  const outcome = outcomeOf(step)
  return outcome === 'unfinished' ? 'continued' : outcome
}

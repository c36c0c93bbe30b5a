import { z } from 'zod'
import { hexOf, idFromHex } from '#platform/ids'

export const TRACE_KINDS = ['sign_in', 'sign_up', 'password_reset', 'silent', 'device'] as const
/** The kind of a conversation. A sign-in becomes a password reset when the person asks for one. */
export type TraceKind = (typeof TRACE_KINDS)[number]

export const TRACE_OUTCOMES = ['unfinished', 'succeeded', 'refused', 'cancelled'] as const
/** How the last step ended. A sign-in is refused by a wrong password, and unfinished again at the next page. */
export type TraceOutcome = (typeof TRACE_OUTCOMES)[number]

/** Things that were known before a step. They name facts and hold no values. */
export const KNOWN_FACTS = [
  'address',
  'account',
  'no_account',
  'session',
  'code_sent',
  'code_proven',
  'password_proven',
  'passkey_proven',
  'passkey_added',
  'passkey_refused',
  'reset_wanted',
  'profile',
  'agreement',
  'new_password',
  'organization_chosen',
  'consent',
] as const
export type KnownFact = (typeof KNOWN_FACTS)[number]

export const TraceSetting = z.object({
  /** The name in the Management API. */
  name: z.string(),
  value: z.string(),
  source: z.enum(['default', 'business', 'environment', 'application', 'organization']),
})
/** A setting that decided a step, with the level that set it. */
export type TraceSetting = z.infer<typeof TraceSetting>

const STEP_KINDS = ['request', 'page', 'answer', 'refusal', 'finish', 'cancellation'] as const
/** `answer`: the person answered a page. */
export type StepKind = (typeof STEP_KINDS)[number]

/** The form in which a step is stored. */
export const TraceStep = z.object({
  at: z.iso.datetime(),
  step: z.enum(STEP_KINDS),
  /** The page of a `page`, the form of an `answer`. */
  name: z.string().optional(),
  reason: z.string(),
  /** The stable code of a refusal. */
  code: z.string().optional(),
  known: z.array(z.enum(KNOWN_FACTS)).optional(),
  settings: z.array(TraceSetting).optional(),
  /** Facts of the request for developers, such as the redirect URI that is not registered. */
  detail: z.record(z.string(), z.string()).optional(),
  /** The source of the request, on its first step. */
  ip: z.string().optional(),
  user_agent: z.string().optional(),
})
export type TraceStep = z.infer<typeof TraceStep>

/** The steps of one request, with what is known of the conversation by then. */
export interface NewTrace {
  readonly id: string
  readonly startedAt: Date
  readonly kind: TraceKind
  readonly applicationId: string | undefined
  readonly userId?: string | undefined
  readonly organizationId?: string | undefined
  readonly sessionId?: string | undefined
  readonly ip: string
  readonly userAgent: string
  /** Steps before these, written only where the trace has none yet. */
  readonly opening: readonly TraceStep[]
  readonly steps: readonly TraceStep[]
}

/** Returns the outcome of a conversation whose last step is this one. */
export function outcomeOf({ step, code }: Pick<TraceStep, 'step' | 'code'>): TraceOutcome {
  if (step === 'finish') return 'succeeded'
  if (step === 'cancellation') return 'cancelled'
  return step === 'refusal' || code !== undefined ? 'refused' : 'unfinished'
}

export function traceIdOf(id: string): string {
  return `trace_${hexOf(id)}`
}

export function traceIdFromText(text: string): string | undefined {
  return idFromHex(text, 'trace_')
}

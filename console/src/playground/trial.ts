import { Problem } from '@gatehouse/api-client'
import { queryOptions } from '@tanstack/react-query'
import { CONSOLE_HEADERS } from '../shell/session.ts'

export interface ExplainedToken {
  readonly token: string
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: readonly ExplainedClaim[]
  readonly missing: readonly { readonly name: string; readonly reason: string }[]
}

export interface ExplainedClaim {
  readonly name: string
  readonly value: unknown
  readonly origin: string
  readonly parts?: Readonly<Record<string, string>>
}

interface Answered {
  readonly environment_id: string
  /** The trace of the sign-in pages; null where none was needed. */
  readonly trace_id: string | null
}

export interface SignedIn extends Answered {
  readonly outcome: 'signed_in'
  readonly code: string
  readonly expires_in: number
  readonly scopes: readonly string[]
  readonly access_token: ExplainedToken
  readonly id_token: ExplainedToken | null
}

export interface Refused extends Answered {
  readonly outcome: 'refused'
  readonly error: string
  readonly error_description: string | null
}

export type TrialAnswer = SignedIn | Refused

export interface TrialOptions {
  readonly prompt?: string
  readonly scopes: readonly string[]
  readonly org_code?: string
  readonly login_hint?: string
}

/** Begins a trial; returns the address of the sign-in. */
export async function startTrial(environmentId: string, options: TrialOptions): Promise<string> {
  const { location } = await post<{ location: string }>(`/console/environments/${environmentId}/trials`, options)
  return location
}

/** Hands over what the callback got; the server accepts it once. */
export function answerTrial(answer: Readonly<Record<string, string>>): Promise<TrialAnswer> {
  return post<TrialAnswer>('/console/trials/answer', answer)
}

/** The answer that came to this page; null before there is one. */
export function trialQuery(environmentId: string) {
  return queryOptions({
    queryKey: ['trial', environmentId],
    queryFn: (): TrialAnswer | null => null,
    staleTime: Infinity,
  })
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { ...CONSOLE_HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  if (!response) throw new Problem(0, [{ code: 'UNREACHABLE', message: 'The server cannot be reached.' }])
  const answer = await response.json()
  if (!response.ok) throw new Problem(response.status, answer.errors ?? [])
  return answer
}

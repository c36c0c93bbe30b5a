import type { Application } from '#domain/applications'
import type { Session } from '#domain/sessions'
import type { AuthorizationRequest } from './flow.ts'

interface Asking {
  readonly request: Pick<AuthorizationRequest, 'maxAgeSeconds'>
  readonly application: Pick<Application, 'settings'>
  readonly now: Date
}

/** Why a session does not answer for the person at an application; undefined: it does. Asked again at each step. */
export function whyNotAnswering(
  { authenticatedAt, method }: Pick<Session, 'authenticatedAt' | 'method'>,
  { request: { maxAgeSeconds }, application, now }: Asking,
): string | undefined {
  // A sign-in in the future was written before the clock was set back: as far from now as it is old (REL-09).
  const ageSeconds = Math.abs(now.getTime() - authenticatedAt.getTime()) / 1000
  if (maxAgeSeconds !== undefined && ageSeconds >= maxAgeSeconds) return 'max_age'
  // P8-3: the method of the session must be one that this application would have offered.
  return method === `email:${application.settings.values.emailMethod}` ? undefined : 'method not enabled'
}

import type { Application } from '#domain/applications'
import { isOffered, type MethodSettings } from '#domain/connections'
import type { Session } from '#domain/sessions'
import type { AuthorizationRequest } from './flow.ts'

interface SessionQuestion {
  readonly request: Pick<AuthorizationRequest, 'maxAgeSeconds'>
  readonly application: Pick<Application, 'settings'>
  readonly now: Date
  /** The methods that hold for the request, by `readMethods`; absent where it can name no organization. */
  readonly methods?: MethodSettings
}

/**
 * Returns why a session cannot sign the person in to an application; undefined where it can. Each step checks it again.
 */
export function whyNotAnswering(
  { authenticatedAt, method }: Pick<Session, 'authenticatedAt' | 'method'>,
  { request: { maxAgeSeconds }, application, now, methods = application.settings.values }: SessionQuestion,
): string | undefined {
  // A sign-in in the future was written before the clock was set back. Its distance from now counts as its age
  // (REL-09).
  const ageSeconds = Math.abs(now.getTime() - authenticatedAt.getTime()) / 1000
  if (maxAgeSeconds !== undefined && ageSeconds >= maxAgeSeconds) return 'max_age'
  // P8-3: the session's method must be one that this application, or the organization that the request names, offers.
  return isOffered(methods, method) ? undefined : 'method not enabled'
}

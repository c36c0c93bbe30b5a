import type { RequestContext } from '#platform/http'
import type { AuthorizationRequest } from '#flows/engine'
import { factorNeed, readSecondFactors, trustingDigests } from '#flows/signin'
import type { Application } from '#domain/applications'
import type { Session } from '#domain/sessions'

interface ConsoleSignIn {
  readonly session: Session
  readonly application: Application
  readonly request: Pick<AuthorizationRequest, 'maxAgeSeconds'>
}

/**
 * Whether the person still owes a second factor by the policy of the installation: it may have changed since they signed
 * in, and a one-time link opens a session without one.
 */
export async function owesFactor(c: RequestContext, signIn: ConsoleSignIn): Promise<boolean> {
  const { session, application } = signIn
  const { mfaPolicy, mfaFactors } = application.settings.values
  if (mfaPolicy === 'off' || session.factors.some((passed) => mfaFactors.some((kind) => kind === passed))) return false
  const request = requestOf(signIn)
  const choice = { kind: 'none', reason: 'the console is a page of ours' } as const
  const asked = { request, application, choice, userId: session.userId, trusting: trustingDigests(c) }
  const second = await readSecondFactors(c.var.ctx, asked)
  const facts = { intent: 'sign_in', sessionId: session.id } as const
  return factorNeed(facts, { request, account: undefined, session, second }) !== undefined
}

function requestOf({ application, request }: ConsoleSignIn): AuthorizationRequest {
  const nothing = { clientId: '', redirectUri: '', scopes: [], audiences: [], prompts: [], further: {} }
  return { ...nothing, ...request, applicationId: application.id, endsAtOwnPage: true }
}

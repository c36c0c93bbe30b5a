import { z } from 'zod'
import type { AuthorizationRequest } from '#flows/engine'
import type { Session } from '#domain/sessions'

export const Intent = z.enum(['sign_in', 'sign_up'])
/** What the person came for; either ends in being signed in. */
export type Intent = z.infer<typeof Intent>

/** The facts that a flow begins with. */
export const beginningFact = {
  intent: Intent,
  /** The person said that they are not the one the page named. */
  isSomebodyElse: z.boolean().optional(),
  /** The session that answers for the person, while it lives: they were signed in when they came. */
  sessionId: z.string().optional(),
}
export type BeginningFact = z.infer<z.ZodObject<typeof beginningFact>>

/** Returns the facts of a flow in which nobody has said anything yet. */
export function beginningOf({ prompts }: Pick<AuthorizationRequest, 'prompts'>): BeginningFact {
  return { intent: prompts.includes('create') ? 'sign_up' : 'sign_in' }
}

/** Returns whether the session of this browser answers for the person: somebody who came signed in, until it ends. */
export function isSessionProven(
  { sessionId }: Pick<BeginningFact, 'sessionId'>,
  { session }: { readonly session?: Pick<Session, 'id'> | undefined },
): boolean {
  return sessionId !== undefined && session?.id === sessionId
}

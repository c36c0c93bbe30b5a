import { z } from 'zod'
import type { AuthorizationRequest } from '#flows/engine'
import type { Session } from '#domain/sessions'

export const Intent = z.enum(['sign_in', 'sign_up'])
/** The person's purpose. Both end in being signed in. */
export type Intent = z.infer<typeof Intent>

/** The facts that a flow begins with. */
export const beginningFact = {
  intent: Intent,
  /** The person said that they are not the one that the page named. */
  isSomebodyElse: z.boolean().optional(),
  /** The session that the person came with. It identifies them as long as it lives. */
  sessionId: z.string().optional(),
}
export type BeginningFact = z.infer<z.ZodObject<typeof beginningFact>>

/** Returns the facts of a flow that no person has answered yet. */
export function beginningOf({ prompts }: Pick<AuthorizationRequest, 'prompts'>): BeginningFact {
  return { intent: prompts.includes('create') ? 'sign_up' : 'sign_in' }
}

/** Returns whether the session of this browser identifies the person: they came signed in, and it has not ended. */
export function isSessionProven(
  { sessionId }: Pick<BeginningFact, 'sessionId'>,
  { session }: { readonly session?: Pick<Session, 'id'> | undefined },
): boolean {
  return sessionId !== undefined && session?.id === sessionId
}

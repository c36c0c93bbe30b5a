import type { Context } from '#platform/context'
import { readApplication, type Application } from '#domain/applications'
import { readIdTokenHint } from '#domain/tokens'
import type { LogoutRequest } from './request.ts'

/** What of a request is believed, and why. */
export interface LogoutTrust {
  readonly application: Application | undefined
  /** Whom the hint spoke of; undefined without a hint that is ours. */
  readonly subject: string | undefined
  /** The session that the hint was issued in, where it names one. */
  readonly sessionId: string | undefined
}

const NONE: LogoutTrust = { application: undefined, subject: undefined, sessionId: undefined }

/**
 * Which application asks (OIDC RP-Initiated Logout section 2). A hint that we did not sign, or that was issued to another
 * client than the one named, makes the whole request untrusted: `client_id` does not save it.
 */
export async function trustLogout(
  ctx: Context,
  { idTokenHint, clientId }: Pick<LogoutRequest, 'idTokenHint' | 'clientId'>,
): Promise<LogoutTrust> {
  if (idTokenHint === undefined) {
    return clientId === undefined ? NONE : { ...NONE, application: await readApplication(ctx, clientId) }
  }
  const hint = await readIdTokenHint(ctx, idTokenHint)
  if (!hint || (clientId !== undefined && clientId !== hint.clientId)) return NONE
  const application = await readApplication(ctx, hint.clientId)
  return application ? { application, subject: hint.subject, sessionId: hint.sessionId } : NONE
}

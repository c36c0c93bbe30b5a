import type { Context } from '#platform/context'
import { readApplication, type Application } from '#domain/applications'
import { readIdTokenHint } from '#domain/tokens'
import type { LogoutRequest } from './request.ts'

/** The parts of a request that are trusted. */
export interface LogoutTrust {
  readonly application: Application | undefined
  /** The subject of the hint; undefined without a hint of ours. */
  readonly subject: string | undefined
  /** The session that the hint was issued in, where it names one. */
  readonly sessionId: string | undefined
}

const NONE: LogoutTrust = { application: undefined, subject: undefined, sessionId: undefined }

/**
 * Returns the application that sends the request (OIDC RP-Initiated Logout section 2). A hint that we did not sign, or
 * that was issued to another client than the named one, makes the whole request untrusted, even with a `client_id`.
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

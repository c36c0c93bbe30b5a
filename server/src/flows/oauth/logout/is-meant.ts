import type { Context } from '#platform/context'
import { hexOf, subjectOf } from '#platform/ids'
import { parseEmailAddress } from '#domain/identities'
import type { Session } from '#domain/sessions'
import { findAccountById } from '#domain/users'
import type { LogoutRequest } from './request.ts'
import type { LogoutTrust } from './trust-logout.ts'

interface Circumstances {
  readonly request: Pick<LogoutRequest, 'logoutHint'>
  readonly trust: LogoutTrust
  readonly session: Session
}

/**
 * Whether the request certainly means the person who is signed in here. An ID token of ours proves that. A
 * `logout_hint` proves nothing and can only raise a doubt (OIDC RP-Initiated Logout section 2).
 */
export async function isMeant(
  ctx: Pick<Context, 'db' | 'environment'>,
  { request: { logoutHint }, trust, session }: Circumstances,
): Promise<boolean> {
  const subject = subjectOf(session.userId)
  if (trust.subject !== subject) return false
  if (logoutHint === undefined || logoutHint === subject || logoutHint === hexOf(session.id)) return true
  const { email } = (await findAccountById(ctx.db, session.userId)) ?? {}
  return email !== undefined && parseEmailAddress(logoutHint)?.normalized === email.normalized
}

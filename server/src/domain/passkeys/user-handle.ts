import { hexOf } from '#platform/ids'
import type { Passkey } from './passkey.ts'

/**
 * Returns the name of an account inside authenticators, in base64url: the one that its passkeys at the host have, so that
 * an authenticator never lists the account twice; else the id, which is no address (WebAuthn section 14.6.1).
 */
export function userHandleOf(id: string, existing: readonly Pick<Passkey, 'userHandle'>[]): string {
  const handle = existing[0]?.userHandle ?? Buffer.from(hexOf(id), 'hex')
  return handle.toString('base64url')
}

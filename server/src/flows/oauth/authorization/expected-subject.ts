import { readIdTokenHint } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import type { CheckContext } from './check.ts'

/**
 * The only person an answer may speak of (AS-54, AS-57): that of an ID token of ours, expired or not, or the `sub` that
 * `claims` asks for. A hint that is not ours names nobody.
 *
 * @throws {OAuthError} `invalid_request` where they are two
 */
export async function expectedSubject(
  ctx: CheckContext,
  idTokenHint: string | undefined,
  claimed: string | undefined,
): Promise<string | undefined> {
  const hinted = idTokenHint === undefined ? undefined : (await readIdTokenHint(ctx, idTokenHint))?.subject
  if (hinted !== undefined && claimed !== undefined && hinted !== claimed) {
    throw new OAuthError('invalid_request', 'id_token_hint and claims name different subjects.')
  }
  return hinted ?? claimed
}

import { readIdTokenHint } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import type { CheckContext } from './check.ts'

/**
 * Returns the only users that an answer may be about (AS-54, AS-57): the one of an ID token of ours, expired or not,
 * and those that `claims` requests by `sub`. Undefined allows any user. A hint that is not ours names none.
 *
 * @throws {OAuthError} `invalid_request` where no user is left
 */
export async function expectedSubjects(
  ctx: CheckContext,
  idTokenHint: string | undefined,
  claimed: readonly string[] | undefined,
): Promise<string[] | undefined> {
  const hinted = idTokenHint === undefined ? undefined : (await readIdTokenHint(ctx, idTokenHint))?.subject
  const named = claimed ?? (hinted === undefined ? undefined : [hinted])
  const subjects = named?.filter((one) => hinted === undefined || one === hinted)
  if (subjects?.length === 0) {
    throw new OAuthError('invalid_request', 'id_token_hint and claims leave nobody who may answer.')
  }
  return subjects
}

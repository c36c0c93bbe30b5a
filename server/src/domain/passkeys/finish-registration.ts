import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import { lockUser } from '#domain/users'
import { keepPasskey } from './keep-passkey.ts'
import { listPasskeys } from './queries.ts'
import { spendChallenge } from './spend-challenge.ts'
import { verifyRegistration, type RegistrationProblem } from './verify-registration.ts'

/** More are a mistake, or an attack on the list. */
const MOST_PASSKEYS = 25

type Given = Parameters<typeof verifyRegistration>[1] & { readonly userId: string }

/**
 * Adds a passkey for a person who is signed in: verifies the browser's answer, uses up its challenge and stores it.
 *
 * @throws {Conflict} `PASSKEY_TAKEN`, `TOO_MANY_PASSKEYS`
 */
export async function finishRegistration(
  ctx: Context,
  { userId, ...given }: Given,
): Promise<{ readonly outcome: 'added'; readonly id: string } | { readonly outcome: RegistrationProblem }> {
  const verified = await verifyRegistration(ctx, given)
  if (verified.outcome !== 'right') return verified
  return ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    if (!(await lockUser(db, userId)) || !(await spendChallenge(scoped, verified.challenge))) {
      return { outcome: 'expired' }
    }
    if ((await listPasskeys(db, userId)).length >= MOST_PASSKEYS) {
      throw new Conflict('TOO_MANY_PASSKEYS', `An account has at most ${String(MOST_PASSKEYS)} passkeys.`)
    }
    const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
    const { id } = await keepPasskey(scoped, { userId, passkey: verified.passkey, author })
    return { outcome: 'added', id }
  })
}

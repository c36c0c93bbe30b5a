import type { Context } from '#platform/context'
import { randomLetters } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { endAccessOfUser } from '#domain/sessions'
import { clearResetRequest, hasVerifiedEmail, lockUser, noSuchUser, recordUserEvent } from '#domain/users'
import { setPassword } from './queries.ts'

/** Letters and digits that nobody confuses when they are read out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 5

interface TemporaryPassword {
  readonly userId: string
  readonly author: Author
}

/**
 * Replaces the password of a user by a random one that only opens the page to choose another (M2-10). Every session and
 * grant of the user ends (AS-30). A reset that was asked for before is over: it would refuse this password.
 *
 * @returns the password, which cannot be read again (M2-13)
 * @throws {NotFound} `USER_NOT_FOUND`
 * @throws {InvalidInput} `VERIFIED_EMAIL_REQUIRED` (M2-9)
 */
export async function createTemporaryPassword(
  ctx: Pick<Context, 'db' | 'clock' | 'passwords'>,
  { userId, author }: TemporaryPassword,
): Promise<string> {
  const groups = Array.from({ length: GROUPS }, () => randomLetters(ALPHABET, GROUP_LENGTH))
  const password = groups.join('-')
  const hash = await ctx.passwords.hash(password)
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    if (!(await hasVerifiedEmail(db, userId))) {
      throw new InvalidInput('VERIFIED_EMAIL_REQUIRED', 'A temporary password needs a verified email of the user.')
    }
    await setPassword(db, { userId, hash, isTemporary: true, now })
    await clearResetRequest(db, userId)
    await endAccessOfUser(db, { userId, now })
    await recordUserEvent(db, { userId, type: 'user.updated', occurredAt: now, author })
  })
  return password
}

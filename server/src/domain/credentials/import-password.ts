import type { Context } from '#platform/context'
import { encodeImported, readHash, type HashDescription } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { endAccessOfUser } from '#domain/sessions'
import { hasVerifiedEmail, lockUser, noSuchUser, recordUserEvent } from '#domain/users'
import { setPassword } from './queries.ts'
import { isSealed, sealIfFast } from './stored-hash.ts'
import { wrapSoon } from './hash-wrapping.ts'

interface ImportedPassword {
  readonly userId: string
  readonly described: HashDescription
  readonly isTemporary: boolean
  readonly author: Author
}

/**
 * Replaces the password of a user by one that another system hashed. Every session and grant that the old one opened
 * ends (AS-30).
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_PASSWORD_HASH`, `PASSWORD_HASH_TOO_COSTLY`
 * @throws {InvalidInput} `VERIFIED_EMAIL_REQUIRED`: only a proven address leads from it to a password of their own
 * (M2-9)
 */
export async function importPassword(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer'>,
  { userId, described, isTemporary, author }: ImportedPassword,
): Promise<void> {
  const stored = sealIfFast(ctx.sealer, { userId, hash: encodeImported(readHash(described)) })
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    if (isTemporary && !(await hasVerifiedEmail(db, userId))) {
      throw new InvalidInput('VERIFIED_EMAIL_REQUIRED', 'A temporary password needs a verified email of the user.')
    }
    await setPassword(db, { ...stored, userId, isTemporary, now })
    await endAccessOfUser(db, { userId, now })
    await recordUserEvent(db, { userId, type: 'user.updated', occurredAt: now, author })
    if (isSealed(stored.hash)) await wrapSoon(db, ctx.environment)
  })
}

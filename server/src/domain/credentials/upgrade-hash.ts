import type { Context } from '#platform/context'
import { isAmbiguous, isImported } from '#platform/crypto'
import { opaqueString } from './password.ts'
import { findHash, replaceHash } from './queries.ts'
import { verifyPassword } from './verify-password.ts'

interface ProvenPassword {
  readonly userId: string
  readonly passwordHash: string | undefined
  /** As it was typed, and just proven to be right. */
  readonly typed: string
}

/**
 * After a right password: where another system hashed it, it is hashed by us from now on, and nobody notices (U5-3).
 *
 * A hash by which several texts are right stays as it came.
 *
 * @returns the hash that stands for it now; undefined when the password was changed meanwhile
 */
export async function upgradeHash(
  ctx: Pick<Context, 'db' | 'environment' | 'passwords'>,
  { userId, passwordHash: stored, typed }: ProvenPassword,
): Promise<string | undefined> {
  if (stored === undefined || !isImported(stored)) return stored
  // Hashed from the wrong one of several texts, the right one would open nothing any more.
  if ([typed, opaqueString(typed)].some((text) => isAmbiguous(stored, text))) return stored
  const environmentId = ctx.environment.id
  const hash = await ctx.passwords.hash(opaqueString(typed))
  if (await replaceHash(ctx.db, environmentId, { userId, from: stored, to: hash })) return hash
  // Another sign-in at the same moment has done it, or somebody changed the password: it must be right still.
  const present = await findHash(ctx.db, environmentId, userId)
  return (await verifyPassword(ctx, present, typed)) ? present : undefined
}

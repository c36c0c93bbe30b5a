import type { Context } from '#platform/context'
import { isImported } from '#platform/crypto'
import { findHash, replaceHash } from './queries.ts'

interface ProvenPassword {
  readonly userId: string
  readonly passwordHash: string | undefined
  /** As it was just proven to be right. */
  readonly password: string
}

/**
 * After a right password: where another system hashed it, it is hashed by us from now on, and nobody notices (U5-3).
 *
 * @returns the hash that stands for it now; undefined when the password was changed meanwhile
 */
export async function upgradeHash(
  ctx: Pick<Context, 'db' | 'environment' | 'passwords'>,
  { userId, passwordHash: stored, password }: ProvenPassword,
): Promise<string | undefined> {
  if (stored === undefined || !isImported(stored)) return stored
  const environmentId = ctx.environment.id
  const hash = await ctx.passwords.hash(password)
  if (await replaceHash(ctx.db, environmentId, { userId, from: stored, to: hash })) return hash
  // Another sign-in at the same moment has done it, or somebody changed the password: it must be right still.
  const present = await findHash(ctx.db, environmentId, userId)
  return (await ctx.passwords.verify(present, password)) ? present : undefined
}

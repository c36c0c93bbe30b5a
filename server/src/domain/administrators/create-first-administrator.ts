import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { setPassword } from '#domain/credentials'
import type { EmailAddress } from '#domain/identities'
import { findRootBusinessId } from '#domain/installation'
import { insertMember } from '#domain/team'
import { createUser } from '#domain/directory'
import { consumeSetupLink, insertAdministrator } from './queries.ts'

export interface FirstAdministrator {
  readonly token: string
  readonly givenName: string
  readonly familyName: string
  readonly email: EmailAddress
  readonly password: string
}

/**
 * Creates the first administrator and uses up the link, in one transaction. Only the operator has the link, so the
 * address counts as verified.
 */
export async function createFirstAdministrator(
  ctx: Pick<Context, 'database' | 'db' | 'clock' | 'environment' | 'passwords'>,
  input: FirstAdministrator,
): Promise<{ readonly outcome: 'created' | 'link_used' | 'email_taken'; readonly userId?: string }> {
  const hash = await ctx.passwords.hash(input.password)
  const businessId = await findRootBusinessId(ctx)
  try {
    return await ctx.db.transaction().execute(async (db) => {
      const now = ctx.clock()
      if (!(await consumeSetupLink(db, { token: input.token, now }))) return { outcome: 'link_used' }
      const { id } = await createUser(
        { ...ctx, db },
        {
          givenName: input.givenName,
          familyName: input.familyName,
          identities: [{ value: { kind: 'email', ...input.email }, isVerified: true }],
          author: { actor: { type: 'administrator' }, source: 'admin' },
        },
      )
      await setPassword(db, { userId: id, hash, now })
      await insertAdministrator(db, { userId: id, role: 'owner', now })
      const team = { db, businessId: businessId ?? '' }
      if (businessId !== undefined) await insertMember(team, { userId: id, role: 'owner', now })
      return { outcome: 'created', userId: id }
    })
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== 'IDENTITY_TAKEN') throw error
    return { outcome: 'email_taken' }
  }
}

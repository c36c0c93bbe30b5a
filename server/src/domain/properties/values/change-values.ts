import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { applicationCacheKey, clientIdOf, lockApplication, noSuchApplication } from '#domain/applications'
import { holdOrganization, noSuchOrganization } from '#domain/organizations'
import { lockUser, markClaimsChanged, noSuchUser } from '#domain/users'
import { writePropertyValues } from './write-values.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

export interface Values {
  readonly author: Author
  readonly values: ReadonlyMap<string, string | undefined>
}

/**
 * Writes values of a user; their next refresh brings tokens that have them.
 *
 * @throws {NotFound} `USER_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeUserValues(ctx: Dependencies, userId: string, values: Values): Promise<void> {
  const { id: environmentId } = ctx.environment
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, environmentId, userId))) throw noSuchUser()
    const owner = { context: 'usr', id: userId, subject: subjectOf(userId) } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
    if (values.values.size > 0) await markClaimsChanged(db, environmentId, userId, ctx.clock())
  })
}

/**
 * Writes values of an organization. This does not invalidate claims of its members: the values belong to the organization.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeOrganizationValues(ctx: Dependencies, code: string, values: Values): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    const organization = await holdOrganization(db, ctx.environment.id, code)
    if (!organization) throw noSuchOrganization()
    const owner = { context: 'org', id: organization.id, subject: code } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
  })
}

/**
 * Writes values of an application.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, and as `writePropertyValues`
 */
export async function changeApplicationValues(ctx: Dependencies, id: string, values: Values): Promise<void> {
  const { id: environmentId } = ctx.environment
  const changed = applicationCacheKey(environmentId)
  await ctx.db.transaction().execute(async (db: Db) => {
    if (!(await lockApplication(db, environmentId, id))) throw noSuchApplication()
    const owner = { context: 'app', id, subject: clientIdOf(id) } as const
    await writePropertyValues({ ...ctx, db }, { ...values, owner })
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}

import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { readControlEnvironment } from '#domain/environments'

/** The rows of one team: in the environment of administrators, for the business of the request. */
export interface TeamPlace {
  readonly db: Db
  readonly businessId: string
}

/** Opens the team of the business that a request is about, in a transaction. */
export async function openTeam<T>(
  ctx: Pick<Context, 'database' | 'environment'>,
  work: (place: TeamPlace) => Promise<T>,
): Promise<T> {
  const control = await readControlEnvironment(ctx)
  const { businessId } = ctx.environment
  return ctx.database
    .environment(control.id, control.businessId)
    .transaction()
    .execute((db) => work({ db, businessId }))
}

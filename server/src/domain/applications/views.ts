import { sql, type Db } from '#platform/db'
import { applicationIdFromClientId, type ApplicationType } from './application.ts'
import { typeOf } from './queries.ts'

/** Where a page of applications begins, in the order of their names. */
export interface ApplicationPlace {
  readonly name: string
  readonly id: string
}

interface ApplicationsPage {
  readonly order: 'asc' | 'desc'
  readonly type?: ApplicationType | undefined
  /** A part of the name, or a whole client id. */
  readonly text?: string | undefined
  readonly after: ApplicationPlace | undefined
  readonly limit: number
}

function applicationsOf(db: Db, { order, type, text = '', after, limit }: ApplicationsPage) {
  const name = sql`name collate "C"`
  const beyond = sql.raw(order === 'asc' ? '>' : '<')
  return db
    .selectFrom('applications')
    .select(['id', 'name', 'type'])
    .where('environment_id', '=', db.environmentId)
    .where('built_in', 'is', null)
    .$if(type !== undefined, (query) => query.where('type', '=', type ?? ''))
    .$if(text !== '', (query) =>
      query.where(
        sql<boolean>`(strpos(lower(name), lower(${text})) > 0
          or id = ${applicationIdFromClientId(text.toLowerCase()) ?? null}::uuid)`,
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(${name}, id) ${beyond} (${after?.name ?? ''}, ${after?.id ?? null}::uuid)`),
    )
    .orderBy(name, order)
    .orderBy('id', order)
    .limit(limit)
}

export async function listApplications(
  db: Db,
  page: ApplicationsPage,
): Promise<{ id: string; name: string; type: ApplicationType }[]> {
  const rows = await applicationsOf(db, page).execute()
  return rows.map(({ id, name, type }) => ({ id, name, type: typeOf(type) }))
}

/** Returns the applications that people sign in to, with their raw settings. */
export async function listSignInApplications(
  db: Db,
  page: ApplicationsPage,
): Promise<{ id: string; name: string; type: ApplicationType; settings: unknown }[]> {
  const rows = await applicationsOf(db, page).select('settings').where('type', '<>', 'm2m').execute()
  return rows.map(({ id, name, type, settings }) => ({ id, name, type: typeOf(type), settings }))
}

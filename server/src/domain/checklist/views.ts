import { sql, type Db } from '#platform/db'

export interface NamedApplication {
  readonly id: string
  readonly name: string
}

/** Returns the newest application that people can sign in to; machines and the product's own are none. */
export async function findNewestApplication(db: Db): Promise<NamedApplication | undefined> {
  return db
    .selectFrom('applications')
    .select(['id', 'name'])
    .where('environment_id', '=', db.environmentId)
    .where('built_in', 'is', null)
    .where('type', '<>', 'm2m')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Returns whether a method of signing in was chosen for an application. */
export async function isMethodChosenByApplication(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('applications')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('built_in', 'is', null)
    .where(sql<boolean>`settings ? 'emailMethod'`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Returns whether a mail of the environment was taken by a mail server. */
export async function isAnyMailSent(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('mail_messages')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('state', '=', 'sent')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

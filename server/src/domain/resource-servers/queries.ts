import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { ResourceServer, Scope, TokenTyp } from './resource-server.ts'

/** Names an API within its environment. */
export interface ApiKey {
  readonly apiId: string
}

function apis(db: Db) {
  return db
    .selectFrom('resource_servers')
    .select(['id', 'name', 'audience', sql<TokenTyp>`token_typ`.as('tokenTyp')])
    .where('environment_id', '=', db.environmentId)
}

export async function listApis(db: Db): Promise<readonly ResourceServer[]> {
  const rows = await apis(db).execute()
  return rows.map((row) => ({ ...row, isManagement: false }))
}

export async function findApi(db: Db, { apiId }: ApiKey): Promise<ResourceServer | undefined> {
  const row = await apis(db).where('id', '=', apiId).executeTakeFirst()
  return row && { ...row, isManagement: false }
}

/** Locks an API, so that its scopes and applications still hold when the caller writes. */
export async function lockApi(db: Db, { apiId }: ApiKey): Promise<ResourceServer | undefined> {
  const row = await apis(db).where('id', '=', apiId).forUpdate().executeTakeFirst()
  return row && { ...row, isManagement: false }
}

/** @throws {Conflict} `AUDIENCE_TAKEN` */
export async function insertApi(
  db: Db,
  { apiId }: ApiKey,
  api: { readonly name: string; readonly audience: string; readonly createdAt: Date },
): Promise<void> {
  const { name, audience, createdAt } = api
  try {
    await db
      .insertInto('resource_servers')
      .values({ environment_id: db.environmentId, id: apiId, name, audience, created_at: createdAt })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'resource_servers_audience_unique')) throw error
    throw new Conflict('AUDIENCE_TAKEN', 'Another API has this audience.', { cause: error })
  }
}

export async function writeApi(
  db: Db,
  { apiId }: ApiKey,
  { name, tokenTyp }: { readonly name: string | undefined; readonly tokenTyp: TokenTyp | undefined },
): Promise<void> {
  await db
    .updateTable('resource_servers')
    .set({ ...(name === undefined ? {} : { name }), ...(tokenTyp === undefined ? {} : { token_typ: tokenTyp }) })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', apiId)
    .execute()
}

/** Deletes an API. Its scopes and authorisations are deleted with it, by foreign key. */
export async function removeApi(db: Db, { apiId }: ApiKey): Promise<void> {
  await db
    .deleteFrom('resource_servers')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', apiId)
    .execute()
}

/** Returns the scopes of all APIs of the environment, in the order of their keys. */
export async function listAllScopes(db: Db): Promise<readonly (Scope & { readonly apiId: string })[]> {
  return db
    .selectFrom('resource_server_scopes')
    .select(['id', 'key', 'description', 'resource_server_id as apiId'])
    .where('environment_id', '=', db.environmentId)
    .orderBy('key')
    .execute()
}

export async function listScopes(db: Db, { apiId }: ApiKey): Promise<readonly Scope[]> {
  return db
    .selectFrom('resource_server_scopes')
    .select(['id', 'key', 'description'])
    .where('environment_id', '=', db.environmentId)
    .where('resource_server_id', '=', apiId)
    .orderBy('key')
    .execute()
}

export async function findScope(db: Db, { apiId }: ApiKey, scopeId: string): Promise<Scope | undefined> {
  return db
    .selectFrom('resource_server_scopes')
    .select(['id', 'key', 'description'])
    .where('environment_id', '=', db.environmentId)
    .where('resource_server_id', '=', apiId)
    .where('id', '=', scopeId)
    .executeTakeFirst()
}

/** @throws {Conflict} `SCOPE_KEY_TAKEN` */
export async function insertScope(
  db: Db,
  { apiId }: ApiKey,
  scope: Scope & { readonly createdAt: Date },
): Promise<void> {
  const { id, key, description, createdAt } = scope
  try {
    await db
      .insertInto('resource_server_scopes')
      .values({
        environment_id: db.environmentId,
        id,
        resource_server_id: apiId,
        key,
        description,
        created_at: createdAt,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'resource_server_scopes_key_unique')) throw error
    throw new Conflict('SCOPE_KEY_TAKEN', 'This API has a scope of this key.', { cause: error })
  }
}

export async function writeDescription(
  db: Db,
  { apiId }: ApiKey,
  { id, description }: Pick<Scope, 'id' | 'description'>,
): Promise<void> {
  await db
    .updateTable('resource_server_scopes')
    .set({ description })
    .where('environment_id', '=', db.environmentId)
    .where('resource_server_id', '=', apiId)
    .where('id', '=', id)
    .execute()
}

export async function removeScope(db: Db, { apiId }: ApiKey, scopeId: string): Promise<void> {
  await db
    .deleteFrom('resource_server_scopes')
    .where('environment_id', '=', db.environmentId)
    .where('resource_server_id', '=', apiId)
    .where('id', '=', scopeId)
    .execute()
}

/** Returns a scope of any API of the environment, and keeps it from being deleted until the transaction ends. */
export async function holdScope(db: Db, scopeId: string): Promise<(Scope & { readonly apiId: string }) | undefined> {
  return db
    .selectFrom('resource_server_scopes')
    .select(['id', 'key', 'description', 'resource_server_id as apiId'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', scopeId)
    .forKeyShare()
    .executeTakeFirst()
}

export interface NamedScope {
  readonly audience: string
  readonly key: string
  readonly apiId: string
  readonly scopeId: string
}

/**
 * Returns the scopes with these keys at these audiences, and keeps them from being deleted until the transaction ends.
 */
export async function holdScopesByName(
  db: Db,
  { audiences, keys }: { readonly audiences: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly NamedScope[]> {
  const { rows } = await sql<NamedScope>`
    select api.audience, scope.key, api.id as "apiId", scope.id as "scopeId"
    from resource_servers api join resource_server_scopes scope
      on scope.environment_id = ${db.environmentId} and scope.resource_server_id = api.id
    where api.environment_id = ${db.environmentId} and api.audience = any(${[...audiences]}::text[])
      and scope.key = any(${[...keys]}::text[])
    order by scope.id for key share of scope`.execute(db)
  return rows
}

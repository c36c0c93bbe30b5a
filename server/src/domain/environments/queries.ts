import type { EnvironmentScope, Services } from '#platform/context'
import { isUniqueViolation, sql, type SystemDb } from '#platform/db'
import { Conflict } from '#platform/errors'
import type { SettingsChange } from '#domain/settings'
import { ownServerOf } from './mail/own-server.ts'
import { smsScopeOf } from './sms/sms-provider.ts'

export interface HostedEnvironment extends EnvironmentScope {
  readonly origin: string
}

function hosted(system: SystemDb) {
  return system
    .selectFrom('hosts')
    .innerJoin('environments', 'environments.id', 'hosts.environment_id')
    .innerJoin('businesses', 'businesses.id', 'environments.business_id')
    .leftJoin('hosts as primary', (join) =>
      join.onRef('primary.environment_id', '=', 'environments.id').on('primary.is_primary', '=', true),
    )
    .select(['environments.id', 'environments.name', 'environments.kind', 'environments.settings', 'hosts.origin'])
    .select(['environments.business_id', 'businesses.name as business_name', 'primary.origin as built_in_origin'])
    .select('businesses.settings as business_settings')
    .where('environments.deleted_at', 'is', null)
    .where('businesses.deleted_at', 'is', null)
}

type HostedRow = Awaited<ReturnType<ReturnType<typeof hosted>['executeTakeFirstOrThrow']>>

function hostedOf(row: HostedRow): HostedEnvironment {
  return {
    id: row.id,
    businessId: row.business_id,
    businessName: row.business_name,
    name: row.name,
    kind: kindOf(row.kind),
    settings: row.settings,
    hasMailServer: ownServerOf(row.settings) !== undefined,
    sms: smsScopeOf(row.settings),
    businessSettings: row.business_settings,
    origin: row.origin,
    builtInOrigin: row.built_in_origin ?? row.origin,
  }
}

/** Finds the environment that answers at `host` (with port, lower case). */
export async function findEnvironmentByHost(system: SystemDb, host: string): Promise<HostedEnvironment | undefined> {
  const row = await hosted(system).where('hosts.host', '=', host).executeTakeFirst()
  return row && hostedOf(row)
}

/** Finds the environment with this id, at its own address. */
export async function findEnvironmentById(
  { database }: Pick<Services, 'database'>,
  id: string,
): Promise<HostedEnvironment | undefined> {
  const row = await hosted(database.system)
    .where('environments.id', '=', id)
    .where('hosts.is_primary', '=', true)
    .executeTakeFirst()
  return row && hostedOf(row)
}

/** Reads the environment whose users the administrators are. */
export async function readControlEnvironment({ database }: Pick<Services, 'database'>): Promise<HostedEnvironment> {
  const row = await hosted(database.system)
    .innerJoin('installation', 'installation.control_environment_id', 'environments.id')
    .where('hosts.is_primary', '=', true)
    .executeTakeFirstOrThrow()
  return hostedOf(row)
}

export function kindOf(kind: string): EnvironmentScope['kind'] {
  return kind === 'production' || kind === 'control' ? kind : 'development'
}

export interface ListedEnvironment {
  readonly id: string
  /** Raw settings of this level; read them through `#domain/settings`. */
  readonly settings: unknown
}

/** Returns every environment that is not deleted, for chores that visit one after the other. */
export async function listEnvironments({ database }: Pick<Services, 'database'>): Promise<ListedEnvironment[]> {
  return database.system
    .selectFrom('environments')
    .select(['id', 'settings'])
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Returns the code that other systems have for the business. */
export async function readBusinessCode({ database }: Pick<Services, 'database'>, businessId: string): Promise<string> {
  const row = await database.system
    .selectFrom('businesses')
    .select('code')
    .where('id', '=', businessId)
    .executeTakeFirstOrThrow()
  return row.code
}

export async function findBuiltInOrigin(system: SystemDb, environmentId: string): Promise<string | undefined> {
  const row = await system
    .selectFrom('hosts')
    .select('origin')
    .where('environment_id', '=', environmentId)
    .where('is_primary', '=', true)
    .executeTakeFirst()
  return row?.origin
}

export async function insertEnvironment(
  system: SystemDb,
  environment: {
    id: string
    businessId: string
    code: string
    name: string
    kind: EnvironmentScope['kind']
    createdAt: Date
  },
): Promise<void> {
  await system
    .insertInto('environments')
    .values({
      id: environment.id,
      business_id: environment.businessId,
      code: environment.code,
      name: environment.name,
      kind: environment.kind,
      created_at: environment.createdAt,
    })
    .execute()
}

/** Makes each origin the built-in one of its environment; earlier origins stay until they are removed. */
export async function registerOrigins(
  system: SystemDb,
  origins: readonly { readonly environmentId: string; readonly origin: string }[],
  now: Date,
): Promise<void> {
  await system.updateTable('hosts').set({ is_primary: false }).where('is_primary', '=', true).execute()
  for (const { environmentId, origin } of origins) {
    const host = { environment_id: environmentId, origin, is_primary: true }
    await system
      .insertInto('hosts')
      .values({ ...host, host: new URL(origin).host, is_built_in: true, created_at: now })
      .onConflict((conflict) => conflict.column('host').doUpdateSet(host))
      .execute()
  }
  await sql`select pg_notify('gatehouse_changed', 'host:')`.execute(system)
}

/**
 * Lets an environment answer at one more origin, and returns that origin. An origin of another environment stays with
 * it: its applications go on to use it.
 */
export async function registerAlias(
  system: SystemDb,
  environmentId: string,
  { origin, now }: { readonly origin: string | undefined; readonly now: Date },
): Promise<string | undefined> {
  if (origin === undefined) return undefined
  const host = { host: new URL(origin).host, environment_id: environmentId, origin }
  await system
    .insertInto('hosts')
    .values({ ...host, is_primary: false, is_built_in: true, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await system
    .selectFrom('hosts')
    .select('origin')
    .where('host', '=', host.host)
    .where('environment_id', '=', environmentId)
    .executeTakeFirst()
  return row?.origin
}

/** Returns the environment's own settings; read them through `#domain/settings`. */
export async function findEnvironmentSettings(system: SystemDb, environmentId: string): Promise<unknown> {
  const row = await system
    .selectFrom('environments')
    .select('settings')
    .where('id', '=', environmentId)
    .executeTakeFirstOrThrow()
  return row.settings
}

export async function writeEnvironmentSettings(
  system: SystemDb,
  environmentId: string,
  change: SettingsChange,
): Promise<void> {
  await system
    .updateTable('environments')
    .set({ settings: sql<string>`(settings || ${JSON.stringify(change.said)}::jsonb) - ${[...change.unsaid]}::text[]` })
    .where('id', '=', environmentId)
    .execute()
}

/** Returns all environments of a business, deleted ones too. */
export async function listEnvironmentIdsOf(system: SystemDb, businessId: string): Promise<readonly string[]> {
  const rows = await system
    .selectFrom('environments')
    .select('id')
    .where('business_id', '=', businessId)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}

export interface EnvironmentDetails {
  readonly code: string
  readonly isLive: boolean
  readonly createdAt: Date
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
}

export async function findEnvironmentDetails(system: SystemDb, environmentId: string): Promise<EnvironmentDetails> {
  const row = await system
    .selectFrom('environments')
    .select(['code', 'is_live', 'created_at', 'settings'])
    .where('id', '=', environmentId)
    .executeTakeFirstOrThrow()
  return { code: row.code, isLive: row.is_live, createdAt: row.created_at, settings: row.settings }
}

export async function listEnvironmentIds(system: SystemDb): Promise<readonly string[]> {
  const rows = await system.selectFrom('environments').select('id').where('deleted_at', 'is', null).execute()
  return rows.map((row) => row.id)
}

/** @throws {Conflict} `ENVIRONMENT_ADDRESS_TAKEN` */
export async function insertHost(
  system: SystemDb,
  { environmentId, origin, now }: { readonly environmentId: string; readonly origin: string; readonly now: Date },
): Promise<void> {
  const host = { environment_id: environmentId, origin, host: new URL(origin).host }
  try {
    await system
      .insertInto('hosts')
      .values({ ...host, is_built_in: true, is_primary: true, created_at: now })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'hosts_pkey') && !isUniqueViolation(error, 'hosts_origin_key')) throw error
    throw addressTaken(origin, { cause: error })
  }
}

export function addressTaken(origin: string, options?: ErrorOptions): Conflict {
  return new Conflict('ENVIRONMENT_ADDRESS_TAKEN', `${origin} is the address of another environment.`, options)
}

/** Changes an environment; an absent field keeps its value. */
export async function writeEnvironment(
  system: SystemDb,
  id: string,
  { name, isLive }: { readonly name?: string | undefined; readonly isLive?: boolean | undefined },
): Promise<void> {
  await system
    .updateTable('environments')
    .set({ id, ...(name === undefined ? {} : { name }), ...(isLive === undefined ? {} : { is_live: isLive }) })
    .where('id', '=', id)
    .execute()
}

/**
 * Marks an environment as deleted: no address answers for it from now on, and a job removes its contents. Returns false
 * when another call was faster.
 */
export async function markEnvironmentDeleted(system: SystemDb, id: string, now: Date): Promise<boolean> {
  const marked = await system
    .updateTable('environments')
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  await system.deleteFrom('hosts').where('environment_id', '=', id).execute()
  return marked.numUpdatedRows > 0n
}

/**
 * Marks the environments of a business as deleted: no address answers for them from now on, and a job removes their
 * contents.
 */
export async function markEnvironmentsDeleted(system: SystemDb, businessId: string, now: Date): Promise<void> {
  await system
    .updateTable('environments')
    .set({ deleted_at: now })
    .where('business_id', '=', businessId)
    .where('deleted_at', 'is', null)
    .execute()
  await sql`delete from hosts using environments
    where environments.id = hosts.environment_id and environments.business_id = ${businessId}`.execute(system)
}

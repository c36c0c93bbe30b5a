import { z } from 'zod'
import { PublicJwk } from '#platform/crypto'
import { run, sql, statement, type Db } from '#platform/db'
import { newId } from '#platform/ids'
import { settingsFor, type SettingsChange } from '#domain/settings'
import type { Application, ApplicationType, BuiltIn } from './application.ts'
import { MANAGING_SCOPES } from './managing-application.ts'

const ClientKeys = z.array(PublicJwk)

/**
 * Finds an application that somebody registered, with its settings over those of its environment. The product's own are
 * not found: nobody reads or changes them by the Management API.
 */
export async function findApplication(
  db: Db,
  environment: { readonly id: string; readonly settings: unknown },
  id: string,
): Promise<Application | undefined> {
  const found = await findClient(db, environment, id)
  return found?.builtIn === undefined ? found : undefined
}

/** Does what `findApplication` does, for the product's own applications too. */
export async function findClient(
  db: Db,
  environment: { readonly id: string; readonly settings: unknown },
  id: string,
): Promise<Application | undefined> {
  const row = await db
    .selectFrom('applications')
    .select(['id', 'name', 'type', 'redirect_uris', 'logout_uris', 'login_uri', 'homepage_uri'])
    .select(['backchannel_logout_uri', 'built_in'])
    .select(['management_scopes', 'is_management_api_authorized', 'settings', 'client_keys', 'created_at'])
    .select(
      sql<string | null>`(select code from organizations o where o.environment_id = applications.environment_id
        and o.id = applications.organization_id)`.as('organization_code'),
    )
    .select(
      sql<boolean>`exists (select from organizations o where o.environment_id = applications.environment_id
        and o.id = applications.organization_id and o.suspended_at is not null)`.as('is_organization_suspended'),
    )
    .select(
      sql<Buffer[]>`array(select digest from application_secrets s where s.environment_id = applications.environment_id
        and s.application_id = applications.id order by s.created_at desc)`.as('secret_digests'),
    )
    .select(
      sql<string[]>`array(select role_id from application_access_roles r
        where r.environment_id = applications.environment_id and r.application_id = applications.id)`.as(
        'access_role_ids',
      ),
    )
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  // The Management API acts on the whole environment, so an application of one organization never reaches it (A8-2).
  const managementScopes = row?.organization_code === null ? row.management_scopes : []
  return (
    row && {
      id: row.id,
      builtIn: builtInOf(row.built_in),
      name: row.name,
      type: typeOf(row.type),
      redirectUris: row.redirect_uris,
      logoutUris: row.logout_uris,
      loginUri: row.login_uri ?? undefined,
      homepageUri: row.homepage_uri ?? undefined,
      backchannelLogoutUri: row.backchannel_logout_uri ?? undefined,
      organizationCode: row.organization_code ?? undefined,
      isOrganizationSuspended: row.is_organization_suspended,
      isManagementAuthorized:
        managementScopes.length > 0 || (row.organization_code === null && row.is_management_api_authorized),
      managementScopes,
      secretDigests: row.secret_digests,
      accessRoleIds: row.access_role_ids,
      keys: ClientKeys.parse(row.client_keys),
      settings: settingsFor({ environment: environment.settings, application: row.settings }),
      createdAt: row.created_at,
    }
  )
}

export function typeOf(text: string): ApplicationType {
  return text === 'reg' || text === 'm2m' || text === 'device' ? text : 'spa'
}

export async function insertApplication(
  db: Db,
  application: {
    id: string
    name: string
    type: ApplicationType
    organizationId: string | null
    managementScopes: readonly string[]
    redirectUris: readonly string[]
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('applications')
    .values({
      environment_id: db.environmentId,
      id: application.id,
      name: application.name,
      type: application.type,
      organization_id: application.organizationId,
      management_scopes: [...application.managementScopes],
      redirect_uris: [...application.redirectUris],
      created_at: application.createdAt,
      updated_at: application.createdAt,
    })
    .execute()
}

function builtInOf(text: string | null): BuiltIn | undefined {
  return text === 'console' || text === 'playground' || text === 'account' ? text : undefined
}

export async function findBuiltInId(db: Db, builtIn: BuiltIn): Promise<string | undefined> {
  const row = await db
    .selectFrom('applications')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('built_in', '=', builtIn)
    .executeTakeFirst()
  return row?.id
}

interface NewBuiltIn {
  readonly id: string
  readonly builtIn: BuiltIn
  readonly name: string
  readonly redirectUris?: readonly string[]
  readonly settings: SettingsChange['said']
  readonly createdAt: Date
}

/** Registers the application unless it exists: one of two simultaneous calls does. */
export async function insertBuiltIn(db: Db, application: NewBuiltIn): Promise<void> {
  await db
    .insertInto('applications')
    .values({
      environment_id: db.environmentId,
      id: application.id,
      built_in: application.builtIn,
      name: application.name,
      type: 'spa',
      redirect_uris: [...(application.redirectUris ?? [])],
      settings: JSON.stringify(application.settings),
      created_at: application.createdAt,
      updated_at: application.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function insertSecret(
  db: Db,
  secret: { applicationId: string; digest: Buffer; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('application_secrets')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      application_id: secret.applicationId,
      digest: secret.digest,
      created_at: secret.createdAt,
    })
    .execute()
}

/**
 * Returns the URLs of every application, from which the allowed CORS origins are derived. The origin of the console, where
 * the product's own answer, is not among them.
 */
export async function listRegisteredUrls(db: Db) {
  const rows = await db
    .selectFrom('applications')
    .select(['type', 'redirect_uris', 'logout_uris', 'login_uri', 'homepage_uri'])
    .where('environment_id', '=', db.environmentId)
    .where('built_in', 'is', null)
    .execute()
  return rows.map((row) => ({
    type: row.type,
    redirectUris: row.redirect_uris,
    logoutUris: row.logout_uris,
    loginUri: row.login_uri ?? undefined,
    homepageUri: row.homepage_uri ?? undefined,
  }))
}

/**
 * Returns the logout URLs of every application with the settings that decide how they match, for a sign-out that names
 * no application.
 */
export async function listLogoutUrls(
  db: Db,
  environment: { readonly settings: unknown },
): Promise<Pick<Application, 'type' | 'logoutUris' | 'settings'>[]> {
  const rows = await db
    .selectFrom('applications')
    .select(['type', 'logout_uris'])
    .where('environment_id', '=', db.environmentId)
    .execute()
  const settings = settingsFor({ environment: environment.settings })
  const some = rows.filter((row) => row.logout_uris.length > 0)
  return some.map((row) => ({ type: typeOf(row.type), logoutUris: row.logout_uris, settings }))
}

/**
 * Locks an application that somebody registered, so that the caller's checks still hold when it writes. Waits for a concurrent change. Sign-ins
 * go on meanwhile: they refer to the row and change nothing in it.
 */
export async function lockApplication(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('applications')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('built_in', 'is', null)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

const HOLD_APPLICATION = statement({
  plan: 'generic',
  parameters: { environment: 'uuid', id: 'uuid' },
  sql: ($) => `select id from applications where environment_id = ${$.environment} and id = ${$.id} for key share`,
})

/**
 * Keeps an application from being deleted until this transaction ends; false when it is gone. Call it before you lock a
 * row that the deletion cascades to and then insert one that refers to the application: the other order can deadlock
 * with the deletion.
 */
export async function holdApplication(db: Db, id: string): Promise<boolean> {
  return (await run(db, HOLD_APPLICATION, { id })).length > 0
}

/** Changes where the answers of one of the product's own applications go. */
export async function writeBuiltInUris(
  db: Db,
  builtIn: BuiltIn,
  { redirectUris, now }: { readonly redirectUris: readonly string[]; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('applications')
    .set({ redirect_uris: [...redirectUris], updated_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('built_in', '=', builtIn)
    .execute()
}

/** A change of an application; an absent field keeps its value. */
export interface ApplicationChange {
  readonly name?: string | undefined
  readonly redirectUris?: readonly string[] | undefined
  readonly logoutUris?: readonly string[] | undefined
  /** `null` removes the URI. */
  readonly loginUri?: string | null | undefined
  readonly homepageUri?: string | null | undefined
  readonly backchannelLogoutUri?: string | null | undefined
  readonly settings?: SettingsChange
}

export async function writeApplication(
  db: Db,
  { id, now }: { id: string; now: Date },
  change: ApplicationChange,
): Promise<void> {
  const { settings = { said: {}, unsaid: [] } } = change
  await db
    .updateTable('applications')
    .set({
      updated_at: now,
      settings: sql<string>`(settings || ${JSON.stringify(settings.said)}::jsonb) - ${[...settings.unsaid]}::text[]`,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.redirectUris === undefined ? {} : { redirect_uris: [...change.redirectUris] }),
      ...(change.logoutUris === undefined ? {} : { logout_uris: [...change.logoutUris] }),
      ...(change.loginUri === undefined ? {} : { login_uri: change.loginUri }),
      ...(change.homepageUri === undefined ? {} : { homepage_uri: change.homepageUri }),
      ...(change.backchannelLogoutUri === undefined ? {} : { backchannel_logout_uri: change.backchannelLogoutUri }),
    })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

export async function writeManagementAccess(
  db: Db,
  { id, now }: { id: string; now: Date },
  { isAuthorized, scopes }: { readonly isAuthorized: boolean; readonly scopes: readonly string[] },
): Promise<void> {
  await db
    .updateTable('applications')
    .set({ updated_at: now, is_management_api_authorized: isAuthorized, management_scopes: [...scopes] })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Returns whether an application that can authenticate may create applications and give them scopes. */
export async function hasManagingApplication(
  db: Db,
  { exceptId = null }: { readonly exceptId?: string | null } = {},
): Promise<boolean> {
  const { rows } = await sql`select from applications a
    where a.environment_id = ${db.environmentId} and a.id is distinct from ${exceptId}::uuid
      and a.type in ('reg', 'm2m') and a.organization_id is null
      and a.management_scopes @> ${[...MANAGING_SCOPES]}::text[]
      and case when a.settings ->> 'clientAuthMethod' = 'private_key_jwt' then a.client_keys <> '[]'
        else exists (select from application_secrets s
          where s.environment_id = ${db.environmentId} and s.application_id = a.id) end
    limit 1`.execute(db)
  return rows.length > 0
}

/** Deletes an application. Its secrets, grants, codes and refresh tokens are deleted with it, by foreign key. */
export async function removeApplication(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('applications')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

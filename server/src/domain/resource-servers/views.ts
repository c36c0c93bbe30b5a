import { sql, type Db } from '#platform/db'
import type { ApplicationType } from '#domain/applications'
import type { Authorization } from './authorization.ts'
import type { Scope, TokenTyp } from './resource-server.ts'

/** Every registered API that an application may ask for, with what it was granted of it and what not. */
export async function listAuthorizations(db: Db, applicationId: string): Promise<readonly Authorization[]> {
  const keys = (isGranted: boolean) => sql<string[]>`array(
    select scope.key from resource_server_scopes scope
    where scope.environment_id = api.environment_id and scope.resource_server_id = api.id and ${isGranted} = exists (
      select from application_scopes given where given.environment_id = scope.environment_id
        and given.application_id = application_api_grants.application_id and given.scope_id = scope.id)
    order by scope.key)`
  return db
    .selectFrom('application_api_grants')
    .innerJoin('resource_servers as api', (join) =>
      join
        .onRef('api.environment_id', '=', 'application_api_grants.environment_id')
        .onRef('api.id', '=', 'application_api_grants.resource_server_id'),
    )
    .select(['application_api_grants.is_limited as isLimited'])
    .select(['api.audience', 'application_api_grants.created_at as since', sql<TokenTyp>`api.token_typ`.as('tokenTyp')])
    .select([keys(true).as('granted'), keys(false).as('withheld')])
    .where('application_api_grants.environment_id', '=', db.environmentId)
    .where('application_api_grants.application_id', '=', applicationId)
    .execute()
}

/** An API and its scopes, as its owner describes them to people. */
export interface DescribedApi {
  readonly name: string
  readonly audience: string
  readonly scopes: readonly Pick<Scope, 'key' | 'description'>[]
}

/** Returns the registered APIs of these audiences by name, each with all its scopes. */
export async function listApisByAudience(db: Db, audiences: readonly string[]): Promise<readonly DescribedApi[]> {
  return db
    .selectFrom('resource_servers as api')
    .select(['api.name', 'api.audience'])
    .select(
      sql<DescribedApi['scopes']>`coalesce((
        select json_agg(json_build_object('key', scope.key, 'description', scope.description) order by scope.key)
        from resource_server_scopes scope
        where scope.environment_id = api.environment_id and scope.resource_server_id = api.id), '[]')`.as('scopes'),
    )
    .where('api.environment_id', '=', db.environmentId)
    .where('api.audience', 'in', audiences)
    .orderBy(sql`api.name collate "C"`)
    .orderBy('api.id')
    .execute()
}

/** The registered APIs that an application may ask for, by name, with the scopes that were selected for it. */
export async function listApisOfApplication(db: Db, applicationId: string) {
  return db
    .selectFrom('application_api_grants as given')
    .innerJoin('resource_servers as api', (join) =>
      join.onRef('api.environment_id', '=', 'given.environment_id').onRef('api.id', '=', 'given.resource_server_id'),
    )
    .select(['api.id', 'api.name', 'api.audience', 'given.is_limited as isLimited'])
    .select(
      sql<{ readonly id: string; readonly key: string }[]>`coalesce((
        select json_agg(json_build_object('id', scope.id, 'key', scope.key) order by scope.key)
        from resource_server_scopes scope
        join application_scopes selected on selected.environment_id = scope.environment_id and selected.scope_id = scope.id
        where scope.environment_id = api.environment_id and scope.resource_server_id = api.id
          and selected.application_id = given.application_id), '[]')`.as('scopes'),
    )
    .where('given.environment_id', '=', db.environmentId)
    .where('given.application_id', '=', applicationId)
    .orderBy(sql`api.name collate "C"`)
    .orderBy('api.id')
    .execute()
}

export interface AuthorizedApplication {
  readonly id: string
  readonly name: string
  readonly type: ApplicationType
}

/** The applications that may ask for a registered API, by name. */
export async function listAuthorizedApplications(
  db: Db,
  resourceServerId: string,
): Promise<readonly AuthorizedApplication[]> {
  return applications(db)
    .innerJoin('application_api_grants as given', (join) =>
      join
        .onRef('given.environment_id', '=', 'applications.environment_id')
        .onRef('given.application_id', '=', 'applications.id'),
    )
    .where('given.resource_server_id', '=', resourceServerId)
    .execute()
}

/** The applications that may ask for the Management API, by name. */
export async function listManagementApplications(db: Db): Promise<readonly AuthorizedApplication[]> {
  return applications(db)
    .where('applications.organization_id', 'is', null)
    .where(sql<boolean>`(applications.is_management_api_authorized or applications.management_scopes <> '{}')`)
    .execute()
}

function applications(db: Db) {
  return db
    .selectFrom('applications')
    .select(['applications.id', 'applications.name', sql<ApplicationType>`applications.type`.as('type')])
    .where('applications.environment_id', '=', db.environmentId)
    .orderBy(sql`applications.name collate "C"`)
    .orderBy('applications.id')
}

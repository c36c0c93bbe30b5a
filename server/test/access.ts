import { randomUUID } from 'node:crypto'
import type { TestServer } from './server.ts'

/** Where a user is a member. */
export interface TestMembership {
  readonly environmentId: string
  readonly businessId: string
  readonly organizationId: string
  readonly userId: string
}

/** The membership that somebody got by signing up. */
export async function membershipOf(server: TestServer, subject: string): Promise<TestMembership> {
  const [row] = await server.query(
    `select m.environment_id, m.organization_id, m.user_id, e.business_id from memberships m
     join environments e on e.id = m.environment_id where replace(m.user_id::text, '-', '') = $1 order by m.created_at`,
    [subject.replace('kp_', '')],
  )
  if (!row) throw new Error(`${subject} is no member of anything`)
  return {
    environmentId: String(row['environment_id']),
    businessId: String(row['business_id']),
    organizationId: String(row['organization_id']),
    userId: String(row['user_id']),
  }
}

export interface TestRole {
  readonly id: string
  readonly key: string
}

/** A permission of the business; the same one where the key is known already. */
export async function aPermission(server: TestServer, businessId: string, key: string): Promise<string> {
  const find = `select id from permissions where business_id = $1 and key = $2 and deleted_at is null`
  const [known] = await server.query(find, [businessId, key])
  if (known) return String(known['id'])
  const id = randomUUID()
  await server.query(
    `insert into permissions (business_id, id, key, name, created_at) values ($1, $2, $3, $3, now())`,
    [businessId, id, key],
  )
  return id
}

/** A role of the business that gives these permissions. */
export async function aRole(
  server: TestServer,
  businessId: string,
  { key, permissions = [] }: { readonly key: string; readonly permissions?: readonly string[] },
): Promise<TestRole> {
  const id = randomUUID()
  await server.query(`insert into roles (business_id, id, key, name, created_at) values ($1, $2, $3, $4, now())`, [
    businessId,
    id,
    key,
    `Role ${key}`,
  ])
  for (const permission of permissions) {
    const permissionId = await aPermission(server, businessId, permission)
    await server.query(
      `insert into role_permissions (business_id, role_id, permission_id, created_at) values ($1, $2, $3, now())`,
      [businessId, id, permissionId],
    )
  }
  return { id, key }
}

export async function giveRole(server: TestServer, membership: TestMembership, roleId: string): Promise<void> {
  const { environmentId, organizationId, userId, businessId } = membership
  await server.query(
    `insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [environmentId, organizationId, userId, roleId, businessId],
  )
}

export async function givePermission(server: TestServer, membership: TestMembership, key: string): Promise<void> {
  const { environmentId, organizationId, userId, businessId } = membership
  await server.query(
    `insert into membership_permissions
       (environment_id, organization_id, user_id, permission_id, business_id, created_at)
     values ($1, $2, $3, $4, $5, now())`,
    [environmentId, organizationId, userId, await aPermission(server, businessId, key), businessId],
  )
}

export interface TestFlag {
  readonly key: string
  readonly type: 'str' | 'int' | 'bool' | 'json'
  readonly value: unknown
  readonly level?: 'env' | 'org' | 'usr'
}

/** A feature flag of the business; returns its id. */
export async function aFlag(server: TestServer, businessId: string, flag: TestFlag): Promise<string> {
  const id = randomUUID()
  const { key, type, value, level = 'usr' } = flag
  await server.query(
    `insert into feature_flags (business_id, id, key, name, type, default_value, override_level, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, now())`,
    [businessId, id, key, `Flag ${key}`, type, JSON.stringify(value), level],
  )
  return id
}

/** Overrides a flag at one level. */
export async function overrideFlag(
  server: TestServer,
  { environmentId, organizationId, userId, businessId }: TestMembership,
  { flagId, at, value }: { readonly flagId: string; readonly at: 'env' | 'org' | 'usr'; readonly value: unknown },
): Promise<void> {
  const table = { env: 'environment_feature_flags', org: 'organization_feature_flags', usr: 'user_feature_flags' }[at]
  const owner = { env: [], org: ['organization_id', organizationId], usr: ['user_id', userId] }[at]
  const [column, id] = owner
  await server.query(
    `insert into ${table} (environment_id, flag_id, business_id, value, updated_at${column ? `, ${column}` : ''})
     values ($1, $2, $3, $4, now()${column ? ', $5' : ''})`,
    [environmentId, flagId, businessId, JSON.stringify(value), ...(id ? [id] : [])],
  )
}

export interface TestProperty {
  readonly key: string
  readonly context: 'usr' | 'org' | 'app'
  readonly isPrivate?: boolean
}

/** A property; returns its id. */
export async function aProperty(server: TestServer, environmentId: string, property: TestProperty): Promise<string> {
  const { key, context, isPrivate = false } = property
  const [id, categoryId] = [randomUUID(), randomUUID()]
  await server.query(
    `insert into property_categories (environment_id, id, name, context, created_at) values ($1, $2, $3, $4, now())`,
    [environmentId, categoryId, `Category of ${key} ${id}`, context],
  )
  await server.query(
    `insert into properties (environment_id, id, category_id, key, name, type, context, is_private, created_at)
     values ($1, $2, $3, $4, $4, 'single_line_text', $5, $6, now())`,
    [environmentId, id, categoryId, key, context, isPrivate],
  )
  return id
}

export async function setProperty(
  server: TestServer,
  environmentId: string,
  {
    propertyId,
    ownerId,
    context,
    value,
  }: {
    readonly propertyId: string
    readonly ownerId: string
    readonly context: TestProperty['context']
    readonly value: string
  },
): Promise<void> {
  const { table, column } = {
    usr: { table: 'user_properties', column: 'user_id' },
    org: { table: 'organization_properties', column: 'organization_id' },
    app: { table: 'application_properties', column: 'application_id' },
  }[context]
  const search = context === 'usr' ? { column: ', search_value', value: ', $4' } : { column: '', value: '' }
  await server.query(
    `insert into ${table} (environment_id, ${column}, property_id, value${search.column}, updated_at)
     values ($1, $2, $3, $4${search.value}, now())`,
    [environmentId, ownerId, propertyId, value],
  )
}

/** Makes every process read the cached definitions again. */
export async function forget(server: TestServer): Promise<void> {
  server.opened.services.cache.drop('')
  return Promise.resolve()
}

import { SYSTEM_AUTHOR } from '#platform/outbox'
import { applicationIdFromClientId, createApplication } from '#domain/applications'
import { createFlag, sayFlags } from '#domain/feature-flags'
import { createOrganization } from '#domain/organizations'
import { createPermission } from '#domain/permissions'
import { createProperty, writePropertyValues } from '#domain/properties'
import { changeRolePermissions, createRole } from '#domain/roles'
import { APPLICATIONS, FLAGS, ORGANIZATIONS, PERMISSIONS, PROPERTIES, ROLES } from './content.ts'
import type { DemoContext } from './demo-context.ts'
import { findCategory, insertItems } from './queries.ts'

/** Every fourth organization tries the new editor. */
const TRYING = 4

/** Makes everything but people. Returns the client ids of the applications that people sign in to. */
export async function fillCatalogue(ctx: DemoContext): Promise<readonly [string, ...string[]]> {
  await fillAccess(ctx)
  await fillFlagsAndProperties(ctx)
  await fillOrganizations(ctx)
  return fillApplications(ctx)
}

async function fillAccess(ctx: DemoContext): Promise<void> {
  const ids = new Map<string, string>()
  for (const { key, name } of PERMISSIONS) {
    const permission = await createPermission(ctx, SYSTEM_AUTHOR, { key, name, description: '' })
    await insertItems(ctx.db, 'permission', [permission.id])
    ids.set(key, permission.id)
  }
  for (const { key, name, permissions } of ROLES) {
    const rest = { description: '', isDefault: key === 'viewer', isAssignedToCreator: key === 'admin' }
    const role = await createRole(ctx, SYSTEM_AUTHOR, { key, name, ...rest, assignmentPermissionId: undefined })
    await insertItems(ctx.db, 'role', [role.id])
    const added = permissions.flatMap((one) => ids.get(one) ?? [])
    await changeRolePermissions(ctx, { roleId: role.id, author: SYSTEM_AUTHOR }, { added, removed: [] })
  }
}

async function fillFlagsAndProperties(ctx: DemoContext): Promise<void> {
  for (const flag of FLAGS) {
    await createFlag(ctx, SYSTEM_AUTHOR, { ...flag, description: '', overrideLevel: 'org' })
    await insertItems(ctx.db, 'flag', [flag.key])
  }
  for (const { key, name, context } of PROPERTIES) {
    const categoryId = await findCategory(ctx.db, context)
    if (categoryId === undefined) continue
    const rest = { description: '', type: 'single_line_text', isPrivate: false } as const
    const id = await createProperty(ctx, SYSTEM_AUTHOR, { key, name, context, categoryId, ...rest })
    await insertItems(ctx.db, 'property', [id])
  }
}

async function fillOrganizations(ctx: DemoContext): Promise<void> {
  for (const [at, { name, handle, externalId, plan }] of ORGANIZATIONS.entries()) {
    await ctx.db.transaction().execute(async (db) => {
      const inside = { ...ctx, db }
      const { id, code } = await createOrganization(inside, { name, handle, externalId, author: SYSTEM_AUTHOR })
      await insertItems(db, 'organization', [code])
      const owner = { context: 'org', id, subject: code } as const
      await writePropertyValues(inside, { owner, author: SYSTEM_AUTHOR, values: new Map([['plan', plan]]) })
      if (at % TRYING !== 0) return
      const overrider = { level: 'org', organizationId: id, code } as const
      await sayFlags(inside, { overrider, author: SYSTEM_AUTHOR, texts: new Map([['new_editor', 'true']]) })
    })
  }
}

async function fillApplications(ctx: DemoContext): Promise<readonly [string, ...string[]]> {
  const made: string[] = []
  for (const application of APPLICATIONS) {
    await ctx.db.transaction().execute(async (db) => {
      const { clientId } = await createApplication({ ...ctx, db }, { ...application, author: SYSTEM_AUTHOR })
      await insertItems(db, 'application', [applicationIdFromClientId(clientId) ?? ''])
      if (application.type !== 'm2m') made.push(clientId)
    })
  }
  const [first = '', ...others] = made
  return [first, ...others]
}

import { z } from 'zod'
import {
  expandSchema,
  isPlainText,
  isSafeName,
  NextToken,
  NOT_PLAIN,
  PageSize,
  SAFE_NAME,
  sortSchema,
} from '#platform/http'
import { permissionIdFromText, permissionIdIn } from '#domain/permissions'
import { apiIdOf, scopeIdFromText, scopeIdOf, type Scope } from '#domain/resource-servers'
import { roleIdFromText, type Role } from './role.ts'

// Text of another form names nothing, so it is answered like an unknown id.
export const RoleId = z
  .string()
  .transform(roleIdFromText)
  .meta({ type: 'string', description: 'The id of the role.', example: '01929904-316d-7b2c-869f-99dfea4ac394' })

const ScopeId = z.string().transform(scopeIdFromText).meta({
  type: 'string',
  description: 'The id of a scope of an API.',
  example: 'api_scope_019541f3fa0c874fc47b3ae73585b21c',
})

export const RoleParams = z.object({ role_id: RoleId })
export const RoleScopeParams = z.object({ role_id: RoleId, scope_id: ScopeId })
export const RolePermissionParams = z.object({
  role_id: RoleId,
  permission_id: z
    .string()
    .transform(permissionIdIn)
    .meta({ type: 'string', description: 'The id of the permission.' }),
})

const Expand = expandSchema('assignment').meta({
  type: 'string',
  description:
    '`assignment`: who gets the role and who may give it. Words of our own, so only where they are asked for.',
})

export const RoleQuery = z.object({ expand: Expand })
export const RoleList = z.object({
  sort: sortSchema('name', 'key'),
  page_size: PageSize,
  next_token: NextToken,
  expand: Expand,
})
export const SystemPermissionList = z.object({
  sort: sortSchema('name', 'id'),
  page_size: PageSize,
  next_token: NextToken,
})

const Key = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/, 'must be 1 to 128 printable ASCII characters without blank, quote or \\')
  .refine(isSafeName, SAFE_NAME)
  .meta({ description: 'What code asks for and tokens say.', example: 'admin' })
const Name = z.string().trim().min(1).max(200).refine(isPlainText, NOT_PLAIN)
const Description = z.string().max(1_000).refine(isPlainText, NOT_PLAIN).nullish()

/** The value that lets everybody give the role. */
const UNGUARDED = 'NO_PERMISSION_REQUIRED'

const Guard = z
  .string()
  .transform((text) => ({ permissionId: text === UNGUARDED ? undefined : permissionIdFromText(text) }))
  .nullish()

const flags = {
  is_default_role: z.boolean().nullish().meta({ description: 'Given to every new member of an organization.' }),
  is_assigned_to_creator: z
    .boolean()
    .nullish()
    .meta({ description: 'Given to whoever creates an organization. A field of our own.' }),
}

export const NewRoleBody = z.object({
  key: Key,
  name: Name,
  description: Description,
  ...flags,
  assignment_permission_id: Guard.meta({
    type: 'string',
    description: 'The permission without which nobody may give the role to others. Null: none is needed.',
  }),
})

export const RoleBody = z.object({
  key: Key,
  name: Name,
  description: Description,
  ...flags,
  assignment_permission_id: Guard.meta({
    type: 'string',
    description: `The permission without which nobody may give the role. Null: as before; ${UNGUARDED}: none is needed.`,
  }),
})

export function newRoleOf(body: z.output<typeof NewRoleBody>): Omit<Role, 'id'> {
  return {
    key: body.key,
    name: body.name,
    description: body.description ?? '',
    isDefault: body.is_default_role ?? false,
    isAssignedToCreator: body.is_assigned_to_creator ?? false,
    assignmentPermissionId: body.assignment_permission_id?.permissionId,
  }
}

/** An absent or null field keeps its value, except that null empties a description. */
export function changedRole(before: Role, body: z.output<typeof RoleBody>): Role {
  const guard = body.assignment_permission_id
  return {
    id: before.id,
    key: body.key,
    name: body.name,
    description: body.description === undefined ? before.description : (body.description ?? ''),
    isDefault: body.is_default_role ?? before.isDefault,
    isAssignedToCreator: body.is_assigned_to_creator ?? before.isAssignedToCreator,
    assignmentPermissionId: guard ? guard.permissionId : before.assignmentPermissionId,
  }
}

export const RoleView = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    is_default_role: z.boolean(),
    is_assigned_to_creator: z.boolean().optional().meta({ description: 'Where `assignment` was asked for.' }),
    assignment_permission_id: z
      .string()
      .nullish()
      .meta({ description: 'Where `assignment` was asked for; null: everybody may give the role.' }),
  })
  .meta({ id: 'roles' })

export function viewOf(
  { isDefault, isAssignedToCreator, assignmentPermissionId, ...role }: Role,
  expand: ReadonlySet<string>,
) {
  const published = { ...role, is_default_role: isDefault }
  if (!expand.has('assignment')) return published
  return {
    ...published,
    is_assigned_to_creator: isAssignedToCreator,
    assignment_permission_id: assignmentPermissionId ?? null,
  }
}

export const SystemPermissionView = z
  .object({ id: z.string(), key: z.string(), name: z.string(), description: z.string() })
  .meta({ id: 'system_permissions' })

export const RoleScopeBody = z.object({ scope_id: ScopeId })

export const RoleScopeView = z
  .object({ id: z.string(), key: z.string(), description: z.string(), api_id: z.string() })
  .meta({ id: 'scopes' })

export function scopeViewOf({ id, key, description, apiId }: Scope & { readonly apiId: string }) {
  return { id: scopeIdOf(id), key, description, api_id: apiIdOf(apiId) }
}

const CHANGES_MOST = 100

/** Ids to add, or to remove with the operation `delete`. */
export function changesOf(id: z.ZodType<string>) {
  return z
    .array(
      z.object({
        id,
        operation: z
          .enum(['delete', ''])
          .nullish()
          .meta({ description: '`delete`: the role does not give it any more. Otherwise it does.' }),
      }),
    )
    .max(CHANGES_MOST)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'must name each once')
    .nullish()
}

type Changes = readonly { readonly id: string; readonly operation?: string | null | undefined }[] | null | undefined

export function givingOf(changes: Changes) {
  const idsOf = (isRemoved: boolean) =>
    (changes ?? []).filter((one) => (one.operation === 'delete') === isRemoved).map((one) => one.id)
  return { added: idsOf(false), removed: idsOf(true) }
}

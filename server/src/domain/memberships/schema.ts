import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
import { NextToken, PageSize } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { PermissionId } from '#domain/permissions'
import { apiIdFromText, scopeIdFromText } from '#domain/resource-servers'
import { RoleId } from '#domain/roles'
import { SearchWords, UserId } from '#domain/users'
import { OrganizationCode } from '#domain/organizations'
import type { ListedMember } from './member-list-views.ts'
import type { MemberUpdate } from './update-organization-users.ts'
import type { HeldPermission } from './views.ts'

const ApiId = z.string().transform(apiIdFromText).meta({ type: 'string', description: 'The id of the API.' })
const ScopeId = z.string().transform(scopeIdFromText).meta({ type: 'string', description: 'The id of the scope.' })

export const MemberParams = z.object({ org_code: OrganizationCode, user_id: UserId })
export const MemberRoleParams = z.object({ org_code: OrganizationCode, user_id: UserId, role_id: RoleId })
export const MemberPermissionParams = z.object({
  org_code: OrganizationCode,
  user_id: UserId,
  permission_id: PermissionId,
})
export const MemberScopeParams = z.object({
  org_code: OrganizationCode,
  user_id: UserId,
  api_id: ApiId,
  scope_id: ScopeId,
})
export const OrganizationRoleParams = z.object({ org_code: OrganizationCode, role_id: RoleId })
export const RoleParams = z.object({ role_id: RoleId })

/** Keys as a query has them: with commas between. */
const Keys = z
  .string()
  .max(4_000)
  .optional()
  .transform((text) => [
    ...new Set(
      (text ?? '')
        .split(',')
        .map((key) => key.trim())
        .filter((key) => key !== ''),
    ),
  ])
  .refine((keys) => keys.length <= 20, 'must be 20 at most')

export const MemberList = z.object({
  sort: z
    .enum(['name_asc', 'name_desc', 'email_asc', 'email_desc', ''])
    .optional()
    .meta({ description: 'By name, ascending, when not sent.' }),
  page_size: PageSize,
  next_token: NextToken,
  permissions: Keys.meta({ type: 'string', description: 'Keys of permissions, comma separated: who has them all.' }),
  roles: Keys.meta({ type: 'string', description: 'Keys of roles, comma separated: who has them all.' }),
  query: SearchWords,
})

export const HolderList = z.object({ page_size: PageSize, next_token: NextToken })

const KeyList = z.array(z.string().max(200)).max(100).nullish()

const NewMember = z.object({
  id: UserId,
  roles: KeyList.meta({ description: 'Keys of roles. Absent: the default ones.' }),
  permissions: KeyList.meta({ description: 'Keys of permissions, beside those of the roles.' }),
})

const MOST = 100

export const NewMembersBody = z
  .object({
    users: z
      .array(NewMember)
      .max(MOST)
      .nullish()
      .meta({ description: `At most ${String(MOST)}.` }),
  })
  .optional()

const ChangedMember = z.object({
  id: UserId,
  operation: z.enum(['delete', '']).nullish().meta({ description: '`delete` takes the user out of the organization.' }),
  roles: KeyList.meta({ description: 'Keys of the roles the user has from then on. Absent: as before.' }),
  permissions: KeyList.meta({ description: 'Keys of the permissions the user has directly from then on.' }),
})

export const ChangedMembersBody = z
  .object({
    users: z
      .array(ChangedMember)
      .max(MOST)
      .nullish()
      .meta({ description: `At most ${String(MOST)}.` }),
  })
  .optional()

export function keyedOf(user: z.output<typeof NewMember>) {
  return { userId: user.id, roles: user.roles ?? undefined, permissions: user.permissions ?? undefined }
}

export function updateOf({ operation, ...user }: z.output<typeof ChangedMember>): MemberUpdate {
  return { ...keyedOf(user), isRemoved: operation === 'delete' }
}

export const MemberRoleBody = z.object({ role_id: RoleId.optional() })
export const MemberPermissionBody = z.object({ permission_id: PermissionId.optional() })

/** @throws {InvalidInput} `INVALID_BODY` where the field is missing that the published contract leaves optional. */
export function named(name: string, id: string | undefined): string {
  if (id !== undefined) return id
  throw new InvalidInput('INVALID_BODY', 'The request is not what this operation takes.', [
    { pointer: name, message: 'is missing' },
  ])
}

export const MemberView = z.object({
  id: z.string(),
  email: z.string().nullable(),
  full_name: z.string(),
  last_name: z.string().nullable(),
  first_name: z.string().nullable(),
  picture: z.string().nullable(),
  joined_on: z.string(),
  last_accessed_on: z.string().nullable(),
  is_suspended: z.boolean(),
  roles: z.array(z.string()).meta({ description: 'Keys of the roles in this organization.' }),
})

export function memberViewOf(member: ListedMember): z.input<typeof MemberView> {
  const { userId, email, givenName, familyName, picture, joinedAt, lastSignedInAt, isSuspended, roles } = member
  return {
    id: subjectOf(userId),
    email,
    full_name: [givenName, familyName].filter((part) => part !== null && part !== '').join(' '),
    last_name: familyName,
    first_name: givenName,
    picture,
    joined_on: joinedAt.toISOString(),
    last_accessed_on: lastSignedInAt?.toISOString() ?? null,
    is_suspended: isSuspended,
    roles: [...roles],
  }
}

export const MemberRoleView = z.object({ id: z.string(), key: z.string(), name: z.string() })

export const MemberPermissionView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  roles: z
    .array(z.object({ id: z.string(), key: z.string() }))
    .optional()
    .meta({ description: 'Where they were asked for: those that give it. None: it is given directly.' }),
})

export function permissionViewOf(
  { id, key, name, description, roles }: HeldPermission,
  isExpanded: boolean,
): z.input<typeof MemberPermissionView> {
  return { id, key, name, description, ...(isExpanded ? { roles: [...roles] } : {}) }
}

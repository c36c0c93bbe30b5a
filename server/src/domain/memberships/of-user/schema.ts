import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import type { UserMembership } from './views.ts'

export const MembershipList = z.object({ page_size: PageSize, next_token: NextToken })

const NamedView = z.object({ id: z.string(), key: z.string(), name: z.string() })

export const UserMembershipView = z.object({
  code: z.string(),
  name: z.string(),
  is_default: z.boolean(),
  is_suspended: z.boolean().meta({ description: 'Whether the organization is suspended.' }),
  joined_on: z.string(),
  last_accessed_on: z.string().nullable(),
  roles: z.array(NamedView),
  permissions: z.array(NamedView).meta({ description: 'Permissions that the user has directly, not by a role.' }),
})

export function userMembershipViewOf(membership: UserMembership): z.input<typeof UserMembershipView> {
  const { code, name, isDefault, isSuspended, joinedAt, lastSignedInAt, roles, permissions } = membership
  return {
    code,
    name,
    is_default: isDefault,
    is_suspended: isSuspended,
    joined_on: joinedAt.toISOString(),
    last_accessed_on: lastSignedInAt?.toISOString() ?? null,
    roles: [...roles],
    permissions: [...permissions],
  }
}

const held = { id: z.string(), key: z.string(), name: z.string(), description: z.string() }
const Giving = z.array(NamedView).meta({ description: 'Roles of the member that give it.' })

export const EffectivePermissionView = z.object({
  ...held,
  is_direct: z.boolean().meta({ description: 'Whether the member has it directly, besides the roles.' }),
  roles: Giving,
})

export const EffectiveSystemPermissionView = z.object({ ...held, roles: Giving })

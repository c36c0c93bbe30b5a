import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { TEAM_ROLES } from './roles.ts'
import type { TeamMember } from './views.ts'

export const Role = z.enum(TEAM_ROLES)

export const MemberParams = z.object({
  member_id: z.string().meta({ description: 'The id of the member.', example: 'kp_4f0c1d7f0a8e4c0b9a1d2e3f4a5b6c7d' }),
})

export const TeamList = z.object({ page_size: PageSize, next_token: NextToken })

export const RoleBody = z.strictObject({ role: Role })

export const MemberView = z.object({
  id: z.string(),
  given_name: z.string().nullable(),
  family_name: z.string().nullable(),
  email: z.string().nullable(),
  picture: z.string().nullable(),
  role: Role,
  is_installation_owner: z.boolean().meta({ description: 'Owners of the installation reach every business.' }),
  is_suspended: z.boolean(),
  last_signed_in: z.iso.datetime().nullable(),
})

export const RoleView = z.object({ role: Role, scopes: z.array(z.string()) })

export function memberViewOf(member: TeamMember): z.input<typeof MemberView> {
  return {
    id: subjectOf(member.userId),
    given_name: member.givenName ?? null,
    family_name: member.familyName ?? null,
    email: member.email ?? null,
    picture: member.picture ?? null,
    role: member.role,
    is_installation_owner: member.isInstallationOwner,
    is_suspended: member.isSuspended,
    last_signed_in: member.lastSignedInAt?.toISOString() ?? null,
  }
}

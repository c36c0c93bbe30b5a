import { z } from 'zod'
import { hexOf, idFromHex } from '#platform/ids'
import type { Invitation } from '#domain/invitations'
import { TEAM_ROLES } from '#domain/team'

const Role = z.enum(TEAM_ROLES)

export const NewInvitationBody = z.strictObject({ email: z.string().min(1).max(320), role: Role })

export const InvitationParams = z.object({
  invitation_id: z
    .string()
    .meta({ description: 'The id of the invitation.', example: '01932f6a0b7c7d3e9f4a5b6c7d8e9f00' }),
})

export const InvitationView = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  invited_by: z.string().meta({ description: 'The address of an administrator, or the name of an application.' }),
  created_on: z.iso.datetime(),
  expires_on: z.iso.datetime(),
})

export function invitationViewOf(one: Invitation): z.input<typeof InvitationView> {
  return {
    id: hexOf(one.id),
    email: one.email,
    role: Role.parse(one.role),
    invited_by: one.inviter.name,
    created_on: one.createdAt.toISOString(),
    expires_on: one.expiresAt.toISOString(),
  }
}

/** Returns the id in the form of the rows; a text that is none finds nothing. */
export function invitationIdOf(text: string): string {
  return idFromHex(text) ?? ''
}

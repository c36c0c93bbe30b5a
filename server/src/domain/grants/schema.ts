import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import { clientIdOf } from '#domain/applications'
import { UserId } from '#domain/users'
import type { ListedGrant } from './views.ts'

const PREFIX = 'grant_'

/** Also what a grant of another user is, and one that has ended. */
export function noSuchGrant(): NotFound {
  return new NotFound('GRANT_NOT_FOUND', 'No such grant.')
}

export const GrantParams = z.object({
  user_id: UserId,
  grant_id: z
    .string()
    .transform((text) => {
      const id = idFromHex(text, PREFIX)
      if (id === undefined) throw noSuchGrant()
      return id
    })
    .meta({ type: 'string', example: `${PREFIX}019391daf58d87d8a7213419c016ac95` }),
})

export const GrantView = z.object({
  id: z.string(),
  client_id: z.string(),
  client_name: z.string(),
  session_id: z.string().nullable().meta({ description: 'Null: of a device, which has no session.' }),
  org_code: z.string().nullable(),
  scopes: z.array(z.string()),
  audiences: z.array(z.string()),
  created_on: z.iso.datetime(),
})

export function grantIdOf(id: string): string {
  return PREFIX + hexOf(id)
}

export function viewOf(grant: ListedGrant): z.input<typeof GrantView> {
  return {
    id: grantIdOf(grant.id),
    client_id: clientIdOf(grant.applicationId),
    client_name: grant.applicationName,
    session_id: grant.sessionId === undefined ? null : `session_0x${hexOf(grant.sessionId)}`,
    org_code: grant.organizationCode ?? null,
    scopes: [...grant.scopes],
    audiences: [...grant.audiences],
    created_on: grant.createdAt.toISOString(),
  }
}

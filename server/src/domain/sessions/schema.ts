import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { hexOf, idFromHex, subjectOf } from '#platform/ids'
import { clientIdOf } from '#domain/applications'
import { UserId } from '#domain/users'
import type { ListedSession } from './views.ts'

/** Also what a session of another user is, and one that has ended. */
export function noSuchSession(): NotFound {
  return new NotFound('SESSION_NOT_FOUND', 'No such session.')
}

const SessionId = z
  .string()
  .transform((text) => {
    const id = idFromHex(text, 'session_0x')
    if (id === undefined) throw noSuchSession()
    return id
  })
  .meta({ type: 'string', example: 'session_0xc75ec12fe8434ffc9d527794f00692e5' })

export const SessionParams = z.object({ user_id: UserId, session_id: SessionId })

export const SessionView = z.object({
  user_id: z.string(),
  org_code: z.string().nullable(),
  client_id: z.string().optional(),
  expires_on: z.iso.datetime(),
  session_id: z.string(),
  started_on: z.iso.datetime(),
  updated_on: z.iso.datetime(),
  connection_id: z.string().optional(),
  last_ip_address: z.string(),
  last_user_agent: z.string(),
  initial_ip_address: z.string(),
  initial_user_agent: z.string(),
})

export function viewOf(session: ListedSession, userId: string): z.input<typeof SessionView> {
  const { organizationCode, applicationId } = session
  return {
    user_id: subjectOf(userId),
    org_code: organizationCode ?? null,
    ...(applicationId === undefined ? {} : { client_id: clientIdOf(applicationId) }),
    expires_on: session.expiresAt.toISOString(),
    session_id: `session_0x${hexOf(session.id)}`,
    started_on: session.createdAt.toISOString(),
    updated_on: session.lastActiveAt.toISOString(),
    last_ip_address: session.lastIp,
    last_user_agent: session.lastUserAgent,
    initial_ip_address: session.ip,
    initial_user_agent: session.userAgent,
  }
}

import type { Context } from '#platform/context'
import { organizationOfDevice } from '#flows/engine'
import { findSubject } from '#domain/claims'
import { userScopes } from '#domain/resource-servers'
import type { Session } from '#domain/sessions'
import type { OpenDevice } from './open-device.ts'

/**
 * The scopes of APIs that the device gets when this person lets it in: what they have there at this moment, narrowed to
 * what the device named where it named any (P4-10). What they are given later the device is not.
 */
export async function deviceScopes(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { code, application }: OpenDevice,
  { id: sessionId, userId }: Session,
): Promise<string[]> {
  const { applicationId, audiences, apiScopes: named } = code
  if (audiences.length === 0) return []
  const organization = await organizationOfDevice(ctx, { userId, sessionId, application })
  const key = { userId, organizationId: organization?.id, audiences, propertyIds: [] }
  const found = await findSubject(ctx.db, ctx.environment.id, key)
  const held = found?.authority.apiScopes ?? []
  const { granted } = await userScopes(ctx, { applicationId, audiences, held })
  return granted.filter((scope) => named?.includes(scope) ?? true)
}

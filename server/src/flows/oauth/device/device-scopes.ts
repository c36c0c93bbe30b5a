import type { Context } from '#platform/context'
import { organizationOfDevice } from '#flows/engine'
import { findSubject } from '#domain/claims'
import { userScopes } from '#domain/resource-servers'
import type { Session } from '#domain/sessions'
import type { OpenDevice } from './open-device.ts'

/**
 * Returns the API scopes that the device gets when this person lets it in: those that they have now, narrowed to the
 * ones that the device named, if it named any (P4-10). The device does not get scopes that the person is given later.
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
  const found = await findSubject(ctx.db, key)
  const held = found?.authority.apiScopes ?? []
  const { granted } = await userScopes(ctx, { applicationId, audiences, held })
  return granted.filter((scope) => named?.includes(scope) ?? true)
}

import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { idFromHex } from '#platform/ids'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import type { ResourceServer, Scope } from './resource-server.ts'

type Environment = Pick<Context['environment'], 'id' | 'builtInOrigin'>

/** The Management API of an environment. There is exactly one in each, so it goes by the id of that. */
export function managementApi({ id, builtInOrigin }: Environment): ResourceServer {
  return { id, name: 'Management API', audience: `${builtInOrigin}/api`, isManagement: true, tokenTyp: 'JWT' }
}

/** In the order of their keys. An id is made of environment and key: it stays while scopes come and go around it. */
export function managementScopes({ id }: Pick<Environment, 'id'>): readonly Scope[] {
  return MANAGEMENT_SCOPES.toSorted().map((key) => ({ id: scopeIdFor(id, key), key, description: '' }))
}

function scopeIdFor(environmentId: string, key: string): string {
  const hex = digestOf(`${environmentId} ${key}`).toString('hex').slice(0, 32)
  return idFromHex(hex) ?? environmentId
}

/** By its built-in origin, or by the one that the request came through. */
export function isManagementAudience(ctx: Pick<Context, 'issuer' | 'environment'>, audience: string): boolean {
  return audience === `${ctx.environment.builtInOrigin}/api` || audience === `${ctx.issuer}/api`
}

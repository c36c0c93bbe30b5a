import { newId } from '#platform/ids'
import { type ApiContext, type ApiTarget, changeApi } from './change-api.ts'
import { insertScope } from './queries.ts'
import { type Scope, checkEditable } from './resource-server.ts'
import { checkScopeKey } from './scope-key.ts'

/**
 * Adds a scope to an API. No application may ask for it yet.
 *
 * @returns its id
 * @throws {NotFound} `API_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`, `SCOPE_KEY_RESERVED`
 * @throws {Conflict} `SCOPE_KEY_TAKEN`
 */
export async function createScope(
  ctx: ApiContext,
  target: ApiTarget,
  { key: scopeKey, description }: Pick<Scope, 'key' | 'description'>,
): Promise<string> {
  const id = newId()
  await changeApi(ctx, target, async ({ db, api, key, now, record }) => {
    checkEditable(api)
    checkScopeKey(scopeKey)
    await insertScope(db, key, { id, key: scopeKey, description, createdAt: now })
    await record({ type: 'api.scope_created', payload: { scope: scopeKey } })
  })
  return id
}

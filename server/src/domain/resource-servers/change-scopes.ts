import { newId } from '#platform/ids'
import { changeApi, type ApiContext, type LockedApi, type Target } from './change-api.ts'
import { findScope, insertScope, removeScope, writeDescription } from './queries.ts'
import { checkEditable, noSuchScope, type Scope } from './resource-server.ts'
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
  target: Target,
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

/**
 * Changes the description of a scope. Its key stays: tokens and the code of APIs depend on it.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function updateScope(
  ctx: ApiContext,
  target: Target,
  { id, description }: { readonly id: string; readonly description: string | undefined },
): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getEditableScope(locked, id)
    if (description === undefined) return
    await writeDescription(locked.db, locked.key, { id, description })
    await locked.record({ type: 'api.scope_updated', payload: { scope: scope.key } })
  })
}

/**
 * Removes a scope from an API, and from every application that had it.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function deleteScope(ctx: ApiContext, target: Target, id: string): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getEditableScope(locked, id)
    await removeScope(locked.db, locked.key, id)
    await locked.record({ type: 'api.scope_deleted', payload: { scope: scope.key } })
  })
}

async function getEditableScope({ db, api, key }: LockedApi, id: string): Promise<Scope> {
  checkEditable(api)
  const scope = await findScope(db, key, id)
  if (!scope) throw noSuchScope()
  return scope
}

import { type ApiContext, type ApiTarget, changeApi } from './change-api.ts'
import { getEditableScope } from './get-editable-scope.ts'
import { removeScope } from './queries.ts'

/**
 * Removes a scope from an API, and from every application that had it.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function deleteScope(ctx: ApiContext, target: ApiTarget, id: string): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getEditableScope(locked, id)
    await removeScope(locked.db, locked.key, id)
    await locked.record({ type: 'api.scope_deleted', payload: { scope: scope.key } })
  })
}

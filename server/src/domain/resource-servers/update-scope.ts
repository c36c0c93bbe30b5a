import { type ApiContext, type ApiTarget, changeApi } from './change-api.ts'
import { getEditableScope } from './get-editable-scope.ts'
import { writeDescription } from './queries.ts'

/**
 * Changes the description of a scope. Its key stays: tokens and the code of APIs depend on it.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function updateScope(
  ctx: ApiContext,
  target: ApiTarget,
  { id, description }: { readonly id: string; readonly description: string | undefined },
): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getEditableScope(locked, id)
    if (description === undefined) return
    await writeDescription(locked.db, locked.key, { id, description })
    await locked.record({ type: 'api.scope_updated', payload: { scope: scope.key } })
  })
}

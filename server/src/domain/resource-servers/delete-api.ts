import { changeApi, type ApiContext, type ApiTarget } from './change-api.ts'
import { removeApi } from './queries.ts'
import { checkEditable } from './resource-server.ts'

/**
 * Deletes an API with its scopes and authorisations. Tokens for it alone are not accepted here any more, also when its
 * audience is registered again.
 *
 * @throws {NotFound} `API_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function deleteApi(ctx: ApiContext, target: ApiTarget): Promise<void> {
  await changeApi(ctx, target, async ({ db, api, key, record }) => {
    checkEditable(api)
    await removeApi(db, key)
    await record({ type: 'api.deleted', payload: { name: api.name, audience: api.audience } })
  })
}

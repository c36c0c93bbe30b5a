import { changeApi, type ApiContext, type Target } from './change-api.ts'
import { writeApi } from './queries.ts'
import { checkEditable, type TokenTyp } from './resource-server.ts'

/**
 * Changes what the header of its access tokens says; tokens that were issued before stay as they are.
 *
 * @throws {NotFound} `API_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function updateApi(
  ctx: ApiContext,
  target: Target,
  { tokenTyp }: { readonly tokenTyp: TokenTyp | undefined },
): Promise<void> {
  await changeApi(ctx, target, async ({ db, api, key, record }) => {
    checkEditable(api)
    if (tokenTyp === undefined || tokenTyp === api.tokenTyp) return
    await writeApi(db, key, { tokenTyp })
    await record({ type: 'api.updated', payload: { token_typ: tokenTyp } })
  })
}

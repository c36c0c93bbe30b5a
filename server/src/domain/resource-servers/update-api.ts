import { changeApi, type ApiContext, type ApiTarget } from './change-api.ts'
import { writeApi } from './queries.ts'
import { checkEditable, type TokenTyp } from './resource-server.ts'

/**
 * Changes its name, and what the header of its access tokens says; tokens that were issued before stay as they are.
 *
 * @throws {NotFound} `API_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function updateApi(
  ctx: ApiContext,
  target: ApiTarget,
  wanted: { readonly name: string | undefined; readonly tokenTyp: TokenTyp | undefined },
): Promise<void> {
  await changeApi(ctx, target, async ({ db, api, key, record }) => {
    checkEditable(api)
    const name = wanted.name === api.name ? undefined : wanted.name
    const tokenTyp = wanted.tokenTyp === api.tokenTyp ? undefined : wanted.tokenTyp
    if (name === undefined && tokenTyp === undefined) return
    await writeApi(db, key, { name, tokenTyp })
    const payload = {
      ...(name === undefined ? {} : { name }),
      ...(tokenTyp === undefined ? {} : { token_typ: tokenTyp }),
    }
    await record({ type: 'api.updated', payload })
  })
}

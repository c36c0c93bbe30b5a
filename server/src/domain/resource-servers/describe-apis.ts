import type { Context } from '#platform/context'
import { readAuthorizations } from './authorizations.ts'
import { listApisByAudience, type DescribedApi } from './views.ts'

interface ApiRequest {
  readonly applicationId: string
  readonly audiences: readonly string[]
  /** Scopes that were named; undefined: none was, which asks for every scope that the application may ask for. */
  readonly keys: readonly string[] | undefined
}

/** Returns the APIs that a request asks for, with the scopes it asks for at each, in words for a consent page (AS-20). */
export async function describeApis(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { applicationId, audiences, keys }: ApiRequest,
): Promise<readonly DescribedApi[]> {
  if (audiences.length === 0) return []
  const authorizations = await readAuthorizations(ctx, applicationId)
  const apis = await listApisByAudience(ctx.db, audiences)
  return apis.map(({ scopes, ...api }) => {
    const found = authorizations.find(({ audience }) => audience === api.audience)
    const withheld = found?.isLimited === true ? found.withheld : []
    const isAsked = (key: string) => !withheld.includes(key) && (keys?.includes(key) ?? true)
    return { ...api, scopes: scopes.filter(({ key }) => isAsked(key)) }
  })
}

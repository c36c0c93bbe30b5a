import type { Context } from '#platform/context'
import { allowedOrigins } from './application.ts'
import { listRegisteredUrls } from './queries.ts'

/** Whether any application of the environment has registered a URL of this web origin. */
export async function isAllowedOrigin(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  origin: string,
): Promise<boolean> {
  const origins = await ctx.cache.read(`${ctx.environment.id}:application:origins`, async () => {
    const registered = await listRegisteredUrls(ctx.db, ctx.environment.id)
    return new Set(registered.flatMap((urls) => [...allowedOrigins(urls)]))
  })
  return origins.has(origin)
}

/** Whether any application of the environment registered this address to return to after signing out, byte for byte. */
export async function isLogoutUriRegistered(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  uri: string,
): Promise<boolean> {
  const uris = await ctx.cache.read(`${ctx.environment.id}:application:logout-uris`, async () => {
    const registered = await listRegisteredUrls(ctx.db, ctx.environment.id)
    return new Set(registered.flatMap((urls) => urls.logoutUris))
  })
  return uris.has(uri)
}

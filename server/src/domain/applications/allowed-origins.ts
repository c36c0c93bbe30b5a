import type { Context } from '#platform/context'
import { allowedOrigins } from './application.ts'
import { listRegisteredUrls } from './queries.ts'

/** Whether any application of the environment has registered a URL of this web origin. */
export async function isAllowedOrigin(ctx: Pick<Context, 'db' | 'cache' | 'environment'>, origin: string): Promise<boolean> {
  const origins = await ctx.cache.read(`${ctx.environment.id}:application:origins`, async () => {
    const registered = await listRegisteredUrls(ctx.db, ctx.environment.id)
    return new Set(registered.flatMap((urls) => [...allowedOrigins(urls)]))
  })
  return origins.has(origin)
}

import type { Context } from '#platform/context'
import { readApplication } from '#domain/applications'
import { settingsFor } from '#domain/settings'

export type Home =
  { readonly kind: 'development' } | { readonly kind: 'homepage'; readonly address: string } | { readonly kind: 'name' }

/** Returns what the root of an issuer shows, or where it leads. */
export async function homeOf(ctx: Pick<Context, 'db' | 'cache' | 'environment'>): Promise<Home> {
  if (ctx.environment.kind === 'development') return { kind: 'development' }
  const { homepageApplication } = settingsFor({ environment: ctx.environment.settings }).values
  const application = homepageApplication === null ? undefined : await readApplication(ctx, homepageApplication)
  const address = application?.homepageUri
  return address === undefined ? { kind: 'name' } : { kind: 'homepage', address }
}

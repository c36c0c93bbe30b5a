import type { Context } from '#platform/context'
import { findOrganizationByHandle } from '#domain/organizations'
import { settingsFor } from '#domain/settings'
import { mayHaveWildcards, type Application } from './application.ts'
import { loopbackOriginOf, openPartOf, originPatternOf, patternOf, type UrlPattern } from './callbacks/index.ts'
import { listRegisteredUrls } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'environment'>
type Urls = { readonly type: string } & Pick<Application, 'redirectUris' | 'logoutUris' | 'loginUri' | 'homepageUri'>

interface Origins {
  readonly named: ReadonlySet<string>
  readonly patterns: readonly UrlPattern[]
  /** Origins on loopback without their port: a redirect goes to any port of them (RFC 8252 section 7.3). */
  readonly loopback: ReadonlySet<string>
}

/** Whether any application of the environment has registered a URL of this web origin. */
export async function isAllowedOrigin(ctx: Dependencies, origin: string): Promise<boolean> {
  const origins = await ctx.cache.read(`${ctx.environment.id}:application:origins`, async () => {
    const registered = await listRegisteredUrls(ctx.db)
    const { values } = settingsFor({ environment: ctx.environment.settings })
    return originsOf(registered, mayHaveWildcards(ctx.environment, values))
  })
  return isAmong(ctx, origins, origin)
}

/**
 * Whether this application registered a URL of this web origin. Browsers may call us from such origins only. A wildcard
 * in a registered URL admits the same origins for calls as for redirects.
 */
export async function isOriginOf(ctx: Dependencies, application: Application, origin: string): Promise<boolean> {
  const hasWildcards = mayHaveWildcards(ctx.environment, application.settings.values)
  return isAmong(ctx, originsOf([application], hasWildcards), origin)
}

function originsOf(applications: readonly Urls[], hasWildcards: boolean): Origins {
  const urls = applications.flatMap(({ redirectUris, logoutUris, loginUri = '', homepageUri = '' }) =>
    [...redirectUris, ...logoutUris, loginUri, homepageUri].filter((url) => /^https?:\/\//.test(url)),
  )
  const patterns = [...new Set(urls)].flatMap((url) => patternOf(url) ?? [])
  const open = applications.filter(({ type }) => type === 'spa').flatMap(({ redirectUris }) => redirectUris)
  const plain = urls.filter((url) => patternOf(url) === undefined && URL.canParse(url))
  return {
    named: new Set(plain.map((url) => new URL(url).origin)),
    loopback: new Set(open.flatMap((url) => loopbackOriginOf(url) ?? [])),
    patterns: patterns.filter(({ kind }) => kind === 'handle' || hasWildcards).map(originPatternOf),
  }
}

async function isAmong(ctx: Dependencies, { named, patterns, loopback }: Origins, origin: string): Promise<boolean> {
  if (named.has(origin) || loopback.has(loopbackOriginOf(origin) ?? '')) return true
  for (const pattern of patterns) {
    const part = openPartOf(pattern, origin)
    if (part === undefined) continue
    if (pattern.kind === 'wildcard' || (await findOrganizationByHandle(ctx.db, part))) return true
  }
  return false
}

import type { Context } from '#platform/context'
import { findOrganizationByHandle } from '#domain/organizations'
import { mayHaveWildcards, type Application } from './application.ts'
import { isOpen, matchUrl, twinOf, type UrlMatch } from './callbacks/index.ts'
import { listLogoutUrls } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'environment'>

/** A URL from outside that is on an application's list: a browser may be sent there. */
export interface TrustedUrl {
  readonly uri: string
  /** The entry with `{organization.handle}` that it is of: it belongs to one organization, and is for nobody else. */
  readonly pattern?: string
}

/** Undefined: not registered. With an entry for all organizations, also where no organization has the handle (A2-11). */
export async function trustRedirectUri(
  ctx: Dependencies,
  application: Application,
  sent: string,
): Promise<TrustedUrl | undefined> {
  const match = matchUrl(application.redirectUris, sent, rulesOf(ctx, application))
  if (!match) return undefined
  if (match.kind === 'registered') return { uri: sent }
  const isSomebodys = match.handle === undefined || (await isHandle(ctx, match.handle))
  return isSomebodys ? { uri: sent, pattern: match.entry } : undefined
}

/** Whether this application registered the address to return to after signing out. */
export async function isLogoutUri(
  ctx: Dependencies,
  application: Pick<Application, 'type' | 'settings' | 'logoutUris'>,
  uri: string,
): Promise<boolean> {
  return isWithin(ctx, matchUrl(application.logoutUris, uri, rulesOf(ctx, application)))
}

/** Whether any application of the environment registered the address to return to after signing out. */
export async function isAnyLogoutUri(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  uri: string,
): Promise<boolean> {
  const { named, open } = await readLogoutUris(ctx)
  if (named.has(uri)) return true
  for (const application of open) if (await isLogoutUri(ctx, application, uri)) return true
  return false
}

/** See `twinOf`: an address of the application, or where none asks of any. */
export async function twinOfLogoutUri(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  application: Pick<Application, 'logoutUris'> | undefined,
  sent: string,
): Promise<string | undefined> {
  return twinOf(application ? application.logoutUris : [...(await readLogoutUris(ctx)).named], sent)
}

function readLogoutUris(ctx: Pick<Context, 'db' | 'cache' | 'environment'>) {
  return ctx.cache.read(`${ctx.environment.id}:application:logout-uris`, () => logoutUris(ctx))
}

/** Most entries are compared as they stand: only those that are not are gone through. */
async function logoutUris({ db, environment }: Dependencies) {
  const all = await listLogoutUrls(db, environment)
  const named = all.flatMap(({ logoutUris: uris }) => uris.filter((uri) => !isOpen(uri)))
  const open = all.map((one) => ({ ...one, logoutUris: one.logoutUris.filter(isOpen) }))
  return { named: new Set(named), open: open.filter(({ logoutUris: uris }) => uris.length > 0) }
}

function rulesOf({ environment }: Dependencies, { type, settings }: Pick<Application, 'type' | 'settings'>) {
  return { hasWildcards: mayHaveWildcards(environment, settings.values), hasLoopbackPorts: type === 'spa' }
}

// The placeholder itself leads nowhere here: whoever signs out is in no organization any more.
async function isWithin(ctx: Dependencies, match: UrlMatch | undefined): Promise<boolean> {
  if (match?.kind !== 'handle') return match !== undefined
  return match.handle !== undefined && (await isHandle(ctx, match.handle))
}

async function isHandle({ db }: Dependencies, handle: string): Promise<boolean> {
  return (await findOrganizationByHandle(db, handle)) !== undefined
}

import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { checkControllable, listAccessRoles, rolesRequired } from './access/index.ts'
import {
  applicationCacheKey,
  isConfidential,
  keysRequired,
  noCredentials,
  noSuchApplication,
  type Application,
} from './application.ts'
import { checkAllowedUrl, checkAllowedUrls, urlRulesOf } from './callbacks/index.ts'
import { recordApplicationEvent } from './events.ts'
import { checkAnotherManages } from './check-another-manages.ts'
import { holdManagingApplications } from './hold-managing-applications.ts'
import { checkHeld, credentialKindsOf } from './managing-application.ts'
import { findApplication, lockApplication, writeApplication, type ApplicationChange } from './queries.ts'

interface Target {
  readonly applicationId: string
  readonly author: Author
  /** The scopes that the actor's own token holds. Without them the way of authenticating stays as it is. */
  readonly held?: ReadonlySet<string>
}

/**
 * Changes an application and its settings; an absent field keeps its value. Every process uses the new values at once,
 * and tokens issued from then on have the new lifetimes (A5-4).
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 * @throws {InvalidInput} `REFRESH_TOKEN_LIFETIME_TOO_SHORT`, `CREDENTIALS_NOT_SUPPORTED`, `CLIENT_KEYS_REQUIRED`,
 * `ACCESS_CONTROL_NOT_SUPPORTED`, `ACCESS_ROLES_REQUIRED`, and those of `checkAllowedUrl`
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`: another way of authenticating for an application that may do more than the
 * actor
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function updateApplication(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  { applicationId, author, held = new Set() }: Target,
  change: ApplicationChange,
): Promise<void> {
  checkUrls(change, urlRulesOf(ctx))
  const { environment } = ctx
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (changesAuthentication(change)) await holdManagingApplications(db)
    const isThere = await lockApplication(db, applicationId)
    const before = isThere ? await findApplication(db, environment, applicationId) : undefined
    if (!before) throw noSuchApplication()
    await checkAccessControl({ db, environment }, before, change)
    await writeApplication(db, { id: applicationId, now }, change)
    const after = await findApplication(db, environment, applicationId)
    // The checks use the resolved values and not the sent ones: one of the two may be older, or inherited.
    checkLifetimes(before, after ?? before)
    checkAuthMethod(after ?? before, change)
    if (changesAuthentication(change)) await checkCredentials({ db }, { before, after: after ?? before, held })
    const fields = fieldsOf(change)
    if (fields.length === 0) return
    const event = { type: 'application.updated', occurredAt: now, author, payload: { fields } } as const
    await recordApplicationEvent(db, { applicationId }, event)
    await announceChange(db, applicationCacheKey(environment.id))
  })
  ctx.cache.drop(applicationCacheKey(environment.id))
}

function checkUrls(
  { redirectUris = [], logoutUris = [], loginUri, homepageUri }: ApplicationChange,
  rules: ReturnType<typeof urlRulesOf>,
): void {
  checkAllowedUrls(redirectUris, rules)
  checkAllowedUrls(logoutUris, rules)
  for (const uri of [loginUri, homepageUri]) if (uri !== null && uri !== undefined) checkAllowedUrl(uri)
}

// A refresh token that ends before the access token is of no use (A5-3). Lifetimes that were wrong before do not stop
// other changes.
function checkLifetimes(before: Application, after: Application): void {
  const [access, refresh] = lifetimesOf(after)
  if (refresh > access || lifetimesOf(before).join() === [access, refresh].join()) return
  throw new InvalidInput(
    'REFRESH_TOKEN_LIFETIME_TOO_SHORT',
    `The refresh token lifetime (${String(refresh)} s) must be longer than the access token lifetime (${String(access)} s): ` +
      'a refresh token that ends first can never be used.',
  )
}

/** Returns the lifetimes of access and refresh tokens, in seconds. */
function lifetimesOf({ settings: { values } }: Application): readonly [number, number] {
  const refresh = Math.min(values.refreshTokenLifetimeSeconds, values.refreshAbsoluteLifetimeSeconds)
  return [values.accessTokenLifetimeSeconds, refresh]
}

// Without this check the application could not authenticate at all, and its users would be the first to notice.
function checkAuthMethod({ type, keys }: Application, { settings }: ApplicationChange): void {
  const method = settings?.said['clientAuthMethod']
  if (method === undefined) return
  if (!isConfidential(type)) throw noCredentials()
  if (method === 'private_key_jwt' && keys.length === 0) throw keysRequired()
}

/** The strict audience counts too: a client that names the token endpoint can no longer authenticate. */
const AUTH_SETTINGS = ['clientAuthMethod', 'isAssertionAudienceStrict'] as const

function changesAuthentication({ settings }: ApplicationChange): boolean {
  if (!settings) return false
  return AUTH_SETTINGS.some((name) => name in settings.said || settings.unsaid.includes(name))
}

// Another way of authenticating can invalidate credentials or accept older ones again, as a rotation does.
async function checkCredentials(
  { db }: Pick<Context, 'db'>,
  { before, after, held }: { before: Application; after: Application; held: ReadonlySet<string> },
): Promise<void> {
  checkHeld(before, held, 'only such a token can change how it authenticates')
  const kinds = credentialKindsOf(after)
  const isKindLost = [...credentialKindsOf(before)].some((kind) => !kinds.has(kind))
  if (isKindLost) await checkAnotherManages(db, before)
}

async function checkAccessControl(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  application: Application,
  { settings }: ApplicationChange,
): Promise<void> {
  if (settings?.said['isAccessControlEnabled'] !== true) return
  checkControllable(application)
  const { businessId } = environment
  const key = { businessId, applicationId: application.id }
  if ((await listAccessRoles(db, key, { limit: 1 })).length === 0) throw rolesRequired()
}

function fieldsOf({ settings, ...own }: ApplicationChange): string[] {
  const changed = Object.entries(own).filter(([, value]) => value !== undefined)
  const names = [...changed.map(([name]) => name), ...Object.keys(settings?.said ?? {}), ...(settings?.unsaid ?? [])]
  return names.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
}

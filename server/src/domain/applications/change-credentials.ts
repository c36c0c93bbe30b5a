import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import {
  applicationCacheKey,
  isConfidential,
  noCredentials,
  noSuchApplication,
  type Application,
} from './application.ts'
import { recordApplicationEvent, type ApplicationEvent } from './events.ts'
import { holdManagingApplications } from './hold-managing-applications.ts'
import { checkHeld } from './managing-application.ts'
import { findApplication, lockApplication } from './queries.ts'

export interface CredentialTarget {
  readonly applicationId: string
  readonly author: Author
  /** The scopes that the actor's own token holds. */
  readonly held: ReadonlySet<string>
}

interface LockedApplication {
  readonly db: Db
  readonly application: Application
  readonly key: { readonly applicationId: string }
  readonly now: Date
}

type CredentialsEvent = Pick<ApplicationEvent, 'type' | 'payload'>

/**
 * Changes by what an application proves who it is; `change` says what happened. Nobody else changes the application
 * meanwhile, and every process knows at once.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 * @throws {InvalidInput} `CREDENTIALS_NOT_SUPPORTED`: a public client proves nothing (RFC 6749 section 2.1)
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`: whoever has the credentials of an application may do what it may (ATO-24)
 */
export async function changeCredentials<T>(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  { applicationId, author, held }: CredentialTarget,
  change: (locked: LockedApplication) => Promise<{ readonly event: CredentialsEvent; readonly result: T }>,
): Promise<T> {
  const key = { applicationId }
  const cacheKey = applicationCacheKey(ctx.environment.id)
  const now = ctx.clock()
  const done = await ctx.db.transaction().execute(async (db) => {
    await holdManagingApplications(db)
    const isThere = await lockApplication(db, applicationId)
    const application = isThere ? await findApplication(db, ctx.environment, applicationId) : undefined
    if (!application) throw noSuchApplication()
    if (!isConfidential(application.type)) throw noCredentials()
    checkHeld(application, held, 'only such a token can change its credentials')
    const { event, result } = await change({ db, application, key, now })
    await recordApplicationEvent(db, key, { ...event, occurredAt: now, author })
    await announceChange(db, cacheKey)
    return result
  })
  ctx.cache.drop(cacheKey)
  return done
}

import type { Context } from '#platform/context'
import { newRandomId } from '#platform/ids'
import { applicationCacheKey, type Application } from './application.ts'
import { findBuiltInId, findClient, insertBuiltIn } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'environment'>

const HOUR_SECONDS = 3_600

/** Administrators have passwords from the set-up link or an invitation; mail may not work yet when they sign in. */
const SETTINGS = { emailMethod: 'password', sessionIdleSeconds: 12 * HOUR_SECONDS, isSessionPersistent: false }

/**
 * Returns the application that administrators sign in to. It has no address of its own, no secret and no scopes, so that
 * it is good for nothing but sign-ins that end at the console's page. It is made when it is first needed.
 */
export function readConsoleApplication(ctx: Dependencies): Promise<Application> {
  return ctx.cache.read(`${applicationCacheKey(ctx.environment.id)}console`, () => findOrMake(ctx))
}

async function findOrMake({ db, clock, environment }: Dependencies): Promise<Application> {
  const known = await find({ db, environment })
  if (known) return known
  const made = { id: newRandomId(), name: 'Gatehouse', settings: SETTINGS, createdAt: clock() }
  await insertBuiltIn(db, { ...made, builtIn: 'console' })
  const found = await find({ db, environment })
  if (!found) throw new Error('the console has no application')
  return found
}

async function find({ db, environment }: Pick<Context, 'db' | 'environment'>): Promise<Application | undefined> {
  const id = await findBuiltInId(db, 'console')
  return id === undefined ? undefined : findClient(db, environment, id)
}

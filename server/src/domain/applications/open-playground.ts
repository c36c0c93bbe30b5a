import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import { Forbidden } from '#platform/errors'
import { newRandomId } from '#platform/ids'
import { applicationCacheKey, type Application } from './application.ts'
import { findBuiltInId, findClient, insertBuiltIn, writeBuiltInUris } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'environment'>

/**
 * Returns the application that administrators try the sign-in of an environment with. It is made when somebody first does.
 * It has no secret, no API, and one address: that of the console, which follows the console where it moves to.
 *
 * @throws {Forbidden} `PLAYGROUND_NOT_AVAILABLE`: production has none
 */
export async function openPlayground(ctx: Dependencies, redirectUri: string): Promise<Application> {
  const { db, clock, environment } = ctx
  if (environment.kind !== 'development') throw notAvailable()
  const known = await find(ctx)
  if (known?.redirectUris.join() === redirectUri) return known
  const now = clock()
  const made = { id: newRandomId(), builtIn: 'playground', name: 'Playground', settings: {}, createdAt: now } as const
  await db.transaction().execute(async (transaction) => {
    await insertBuiltIn(transaction, { ...made, redirectUris: [redirectUri] })
    await writeBuiltInUris(transaction, 'playground', { redirectUris: [redirectUri], now })
    await announceChange(transaction, applicationCacheKey(environment.id))
  })
  ctx.cache.drop(applicationCacheKey(environment.id))
  const found = await find(ctx)
  if (!found) throw new Error('the environment has no playground')
  return found
}

async function find({ db, environment }: Pick<Context, 'db' | 'environment'>): Promise<Application | undefined> {
  const id = await findBuiltInId(db, 'playground')
  return id === undefined ? undefined : findClient(db, environment, id)
}

function notAvailable(): Forbidden {
  const message =
    'A sign-in is tried in an environment that is not production. Production knows registered applications only.'
  return new Forbidden('PLAYGROUND_NOT_AVAILABLE', message)
}

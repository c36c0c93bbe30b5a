import type { Context } from '#platform/context'
import { newRandomId } from '#platform/ids'
import { applicationCacheKey, type Application } from './application.ts'
import { findBuiltInId, findClient, insertBuiltIn } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'environment'>

const HOUR_SECONDS = 3_600

/** The applications that stand for pages of the product itself. */
const OWN = {
  /** Administrators have passwords from the set-up link or an invitation; mail may not work yet when they sign in. */
  console: {
    name: 'Gatehouse',
    settings: { emailMethod: 'password', sessionIdleSeconds: 12 * HOUR_SECONDS, isSessionPersistent: false },
  },
  /** People sign in to their own page in the way of their environment. */
  account: { name: 'Account', settings: {} },
} as const

/**
 * Returns the application that administrators sign in to. It has no address of its own, no secret and no scopes, so that
 * it is good for nothing but sign-ins that end at the console's page. It is made when it is first needed.
 */
export function readConsoleApplication(ctx: Dependencies): Promise<Application> {
  return read(ctx, 'console')
}

/**
 * Returns the application of the page where people manage their own account, which is like the one of the console.
 * Administrators sign in to theirs as they do to the console.
 */
export function readAccountApplication(ctx: Dependencies): Promise<Application> {
  return read(ctx, ctx.environment.kind === 'control' ? 'console' : 'account')
}

function read(ctx: Dependencies, builtIn: keyof typeof OWN): Promise<Application> {
  return ctx.cache.read(`${applicationCacheKey(ctx.environment.id)}${builtIn}`, () => findOrMake(ctx, builtIn))
}

async function findOrMake({ db, clock, environment }: Dependencies, builtIn: keyof typeof OWN): Promise<Application> {
  const known = await find({ db, environment }, builtIn)
  if (known) return known
  await insertBuiltIn(db, { id: newRandomId(), ...OWN[builtIn], builtIn, createdAt: clock() })
  const found = await find({ db, environment }, builtIn)
  if (!found) throw new Error(`there is no application for the ${builtIn}`)
  return found
}

async function find(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  builtIn: keyof typeof OWN,
): Promise<Application | undefined> {
  const id = await findBuiltInId(db, builtIn)
  return id === undefined ? undefined : findClient(db, environment, id)
}

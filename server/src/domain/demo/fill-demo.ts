import { openSealer } from '#platform/crypto'
import { Conflict, InvalidInput } from '#platform/errors'
import { SYSTEM_AUTHOR } from '#platform/outbox'
import { recountActivity } from '#domain/activity'
import { writeUsers, type PreparedUser } from '#domain/imports'
import { parseIdentity } from '#domain/identities'
import { ORGANIZATIONS, personOf, type DemoPerson } from './content.ts'
import type { DemoContext } from './demo-context.ts'
import { fillActivity } from './fill-activity.ts'
import { fillCatalogue } from './fill-catalogue.ts'
import { findDemo, findDemoUsers, hasOwnData, insertDemo, insertItems, markDemoFinished } from './queries.ts'
import { createRandom } from './random.ts'
import { removeDemo } from './remove-demo.ts'

export interface FilledDemo {
  /** False where the environment has its demo already. */
  readonly isNew: boolean
  readonly users: number
  readonly organizations: number
}

const PEOPLE = 5_000
const AT_ONCE = 500
const SEED = 17

/**
 * Fills a new development environment. A demo whose making was cut off is taken away first.
 *
 * @throws {InvalidInput} `DEMO_NEEDS_DEVELOPMENT`
 * @throws {Conflict} `DEMO_NEEDS_NEW_ENVIRONMENT`
 */
export async function fillDemo(ctx: DemoContext, count = PEOPLE): Promise<FilledDemo> {
  const { db, clock, environment } = ctx
  if (environment.kind !== 'development') {
    throw new InvalidInput('DEMO_NEEDS_DEVELOPMENT', 'The demo fills development environments only.')
  }
  const result = { users: count, organizations: ORGANIZATIONS.length }
  const found = await findDemo(db)
  if (found?.finishedAt) return { isNew: false, ...result }
  if (found) await removeDemo(ctx)
  if (await hasOwnData(db, environment.businessId)) {
    throw new Conflict('DEMO_NEEDS_NEW_ENVIRONMENT', 'The demo fills a new environment only, and this one holds data.')
  }
  if (!(await insertDemo(db, clock()))) return { isNew: false, ...result }
  const clientIds = await fillCatalogue(ctx)
  const random = createRandom(SEED)
  const people = Array.from({ length: count }, (_, at) => personOf(random, at + 1))
  const userIds: string[] = []
  for (let at = 0; at < people.length; at += AT_ONCE) {
    userIds.push(...(await writePeople(ctx, people.slice(at, at + AT_ONCE))))
  }
  await fillActivity(db, { random, now: clock(), userIds, clientIds })
  await markDemoFinished(db, clock())
  await recountActivity(ctx)
  return { isNew: true, ...result }
}

/** Creates people as an import does. Returns their ids, in the same order. */
async function writePeople({ db, clock, environment, masterKey }: DemoContext, people: readonly DemoPerson[]) {
  const sealer = await openSealer(db, masterKey)
  const users = people.map(preparedOf)
  const ids = people.map(({ id }) => id)
  return db.transaction().execute(async (transaction) => {
    const batch = { importId: '', isDryRun: false, author: SYSTEM_AUTHOR, users, sealer, now: clock() }
    const { problems } = await writeUsers(transaction, environment, batch)
    const [problem] = problems
    if (problem) throw new Error(`The demo made a person that is refused: ${problem.message}`)
    const found = await findDemoUsers(transaction, ids)
    const userIds = ids.flatMap((id) => found.get(id) ?? [])
    await insertItems(transaction, 'user', userIds)
    return userIds
  })
}

function preparedOf(person: DemoPerson, at: number): PreparedUser {
  return {
    row: at + 1,
    providedId: person.id,
    ownIds: [],
    givenName: person.givenName,
    familyName: person.familyName,
    picture: undefined,
    isSuspended: person.isSuspended,
    identities: [{ value: parseIdentity({ kind: 'email', value: person.email }), isVerified: true }],
    awaited: [],
    passwordHash: undefined,
    isPasswordTemporary: false,
    properties: [{ key: 'job_title', value: person.title }],
    featureFlags: [],
    organizations: [{ ids: [person.organization], roles: [person.role], permissions: [], scopes: [] }],
  }
}

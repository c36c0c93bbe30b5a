import type { Sealer } from '#platform/crypto'
import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { Fault } from '#platform/errors'
import { newId } from '#platform/ids'
import { insertPasswords, isSealed, sealIfFast } from '#domain/credentials'
import { sayForNewUsers } from '#domain/feature-flags'
import { insertAwaitedIdentities, insertIdentities } from '#domain/identities'
import { findJoinedByDefault } from '#domain/organizations'
import { giveScopes, joinOrganizations, type NewMembership } from '#domain/memberships'
import { setValuesOfNewUsers } from '#domain/properties'
import { insertUsers, searchWordsOf } from '#domain/users'
import type { Problem } from '../import.ts'
import { takeKeys } from '../queries.ts'
import { identityKeysOf, keysOfUser, type PreparedUser } from './prepared-user.ts'
import { addToExisting } from './add-to-existing.ts'
import { givenBy, notFound, resolveFlags, resolveProperties, resolveScopes } from './row-references.ts'
import { organizationIdOf, readKnown, type DirectoryState, type ImportEnvironment } from './views.ts'

interface Batch {
  readonly importId: string
  readonly isDryRun: boolean
  readonly author: Author
  readonly users: readonly PreparedUser[]
  readonly sealer: Sealer
  readonly now: Date
}

export interface WriteResult {
  readonly created: number
  /** Passwords that wait to be wrapped. */
  readonly sealed: number
  readonly existing: number
  readonly problems: readonly Problem[]
}

/**
 * Creates the users of a batch who do not exist yet, with one statement per table. Runs in the caller's transaction.
 *
 * A user who has the row's id, or else its first address, number or waiting identity, exists already: the user gains
 * the organizations, roles and permissions of the row, and everything else stays as it is, so that a file can be sent
 * twice. An identity of another user is a problem of the row (U5-4).
 */
export async function writeUsers(db: Db, place: ImportEnvironment, batch: Batch): Promise<WriteResult> {
  const { importId, isDryRun, author, users, now } = batch
  const known = await readKnown(db, place, users)
  const taken = isDryRun ? await takeKeys(db, { importId, keys: keysOf(users, known) }) : new Set<string>()
  const seen = new Set([...known.identities, ...[...known.providedIds].map((id) => `id:${id}`), ...taken])
  const created: PreparedUser[] = []
  const there: PreparedUser[] = []
  const problems: Problem[] = []
  for (const user of users) {
    const isExisting = isThere(user, seen)
    const problem = isExisting ? problemOfExisting(user, { seen, known }) : problemOf(user, { seen, known })
    if (problem) problems.push({ row: user.row, ...problem })
    else if (isExisting) there.push(user)
    else {
      for (const key of keysOfUser(user)) seen.add(key)
      created.push(user)
    }
  }
  const sealed = isDryRun || created.length === 0 ? 0 : await insert(db, place, { ...batch, users: created, known })
  // Behind the insertion: a file may have one line for each organization of the same new person.
  if (!isDryRun) await addToExisting(db, { users: there, known, author, now })
  return { created: created.length, existing: there.length, sealed, problems }
}

/**
 * Returns the keys of the rows that could be created, each once: of two equal rows in one batch `seen` finds the
 * second.
 */
function keysOf(users: readonly PreparedUser[], known: DirectoryState): string[] {
  const fresh = users.filter((user) => !problemOf(user, { seen: known.identities, known }))
  return [...new Set(fresh.flatMap(keysOfUser))]
}

function isThere(user: PreparedUser, seen: ReadonlySet<string>): boolean {
  if (user.providedId !== undefined) return seen.has(`id:${user.providedId}`)
  const [first] = identityKeysOf(user)
  return first !== undefined && user.identities[0]?.value.kind !== 'username' && seen.has(first)
}

type Refusal = Omit<Problem, 'row'>

function problemOf(
  user: PreparedUser,
  { seen, known }: { readonly seen: ReadonlySet<string>; readonly known: DirectoryState },
): Refusal | undefined {
  const spent = refusalOfSpent(user, known)
  if (spent) return spent
  const kind = kindOf(identityKeysOf(user).find((key) => seen.has(key)))
  if (kind !== undefined) return { code: 'IDENTITY_TAKEN', message: `This ${kind} is taken.` }
  return refusalOf(() => {
    checkOrganizations(user, known)
    resolveProperties(user, known)
    resolveFlags(user, known)
  })
}

/** An old export does not bring back a user who was deleted on purpose. */
function refusalOfSpent({ ownIds }: PreparedUser, { spentIds }: DirectoryState): Refusal | undefined {
  if (!ownIds.some((id) => spentIds.has(id))) return undefined
  return {
    code: 'USER_DELETED',
    message: 'The user with this id was deleted. Without the id the row makes a new user.',
  }
}

/** An identity that the user does not have is not added, and the report lists it. */
function problemOfExisting(
  user: PreparedUser,
  { seen, known }: { readonly seen: ReadonlySet<string>; readonly known: DirectoryState },
): Refusal | undefined {
  const spent = refusalOfSpent(user, known)
  if (spent) return spent
  const kind = kindOf(identityKeysOf(user).find((key) => !seen.has(key)))
  if (kind !== undefined) {
    return { code: 'IDENTITY_NOT_ADDED', message: `The user is there already and does not get this ${kind}.` }
  }
  return refusalOf(() => checkOrganizations(user, known))
}

function kindOf(identityKey: string | undefined): string | undefined {
  return identityKey?.split(':', 1)[0]
}

/** @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`, `API_SCOPE_NOT_FOUND` */
function checkOrganizations({ organizations }: PreparedUser, known: DirectoryState): void {
  for (const one of organizations) {
    if (organizationIdOf(one, known) === undefined) {
      throw notFound('ORGANIZATION_NOT_FOUND', 'organization with the id or code', one.ids[0] ?? '')
    }
    const role = one.roles?.find((key) => !known.roles.has(key))
    if (role !== undefined) throw notFound('ROLE_NOT_FOUND', 'role', role)
    const permission = one.permissions.find((key) => !known.permissions.has(key))
    if (permission !== undefined) throw notFound('PERMISSION_NOT_FOUND', 'permission', permission)
    resolveScopes(one, known)
  }
}

function refusalOf(check: () => void): Refusal | undefined {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { code: error.code, message: error.message }
  }
  return undefined
}

type AddedUser = PreparedUser & { readonly id: string }

/** @returns the number of their passwords that were sealed */
async function insert(
  db: Db,
  place: ImportEnvironment,
  { users, known, now, ...batch }: Batch & { readonly known: DirectoryState },
): Promise<number> {
  const all = users.map((user) => {
    const identities = [...user.identities.map(({ value }) => value), ...user.awaited]
    return { ...user, id: newId(), words: searchWordsOf({ ...user, identities }) }
  })
  await insertUsers(db, all, now)
  await insertIdentities(
    db,
    all.flatMap(({ id, identities }) => identities.map((one) => ({ ...one, userId: id }))),
    now,
  )
  const awaited = all.flatMap((user) => user.awaited.map((one) => ({ ...one, userId: user.id })))
  await insertAwaitedIdentities(db, awaited, now)
  const sealed = await insertHashes(db, { ...batch, users: all, now })
  const byDefault = await findJoinedByDefault(db)
  const joining = all.flatMap((user): NewMembership[] => {
    const email = user.identities.find(({ value }) => value.kind === 'email')?.value.normalized ?? ''
    const order = { givenName: user.givenName, familyName: user.familyName, email }
    if (user.organizations.length === 0) {
      return byDefault
        ? [{ userId: user.id, organizationId: byDefault.id, roles: undefined, permissions: [], ...order }]
        : []
    }
    return user.organizations.map((one) => ({ userId: user.id, ...givenBy(one, known), ...order }))
  })
  if (joining.length > 0) await joinOrganizations(db, joining, now)
  await insertValues(db, place, { users: all, known, now })
  return sealed
}

async function insertHashes(
  db: Db,
  {
    users,
    sealer,
    importId,
    now,
  }: Pick<Batch, 'sealer' | 'importId' | 'now'> & { readonly users: readonly AddedUser[] },
): Promise<number> {
  const passwords = users.flatMap(({ id: userId, passwordHash: hash, isPasswordTemporary: isTemporary }) =>
    hash === undefined ? [] : [{ ...sealIfFast(sealer, { userId, hash }), userId, isTemporary }],
  )
  if (passwords.length > 0) await insertPasswords(db, { passwords, importId, now })
  return passwords.filter(({ hash }) => isSealed(hash)).length
}

async function insertValues(
  db: Db,
  { businessId }: ImportEnvironment,
  { users, known, now }: { readonly users: readonly AddedUser[]; readonly known: DirectoryState; readonly now: Date },
): Promise<void> {
  const values = users.flatMap((user) => resolveProperties(user, known).map((one) => ({ ...one, userId: user.id })))
  await setValuesOfNewUsers(db, values, now)
  const flags = users.flatMap((user) => resolveFlags(user, known).map((one) => ({ ...one, userId: user.id })))
  await sayForNewUsers(db, { businessId }, flags, now)
  const scopes = users.flatMap(({ id: userId, organizations }) =>
    organizations.flatMap((one) => {
      const organizationId = organizationIdOf(one, known) ?? ''
      return resolveScopes(one, known).map((scope) => ({ ...scope, userId, organizationId }))
    }),
  )
  await giveScopes(db, scopes, now)
}

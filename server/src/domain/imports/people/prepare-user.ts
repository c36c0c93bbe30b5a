import { encodeImported, readHash, type HashDescription } from '#platform/crypto'
import { Fault, InvalidInput } from '#platform/errors'
import { checkJson } from '#platform/http'
import { idFromHex } from '#platform/ids'
import { parseAwaitedIdentity, parseIdentity } from '#domain/identities'
import type { FileRow } from '../rows/index.ts'
import type { Problem } from '../import.ts'
import { HashConfig, readFirebaseUser } from './firebase.ts'
import { awaitedKeyOf, type JoinedOrganization, type PreparedUser } from './prepared-user.ts'
import { rowOfCsv, UserRow } from './user-row.ts'

export type { HashConfig } from './firebase.ts'

interface Source {
  readonly row: number
  readonly isCsv: boolean
  readonly hashConfig: HashConfig | undefined
  readonly scopes: ReadonlySet<string>
}

/** Returns the parameters of a Firebase project, where the line is `{"hash_config": …}`. */
export function readHashConfig(record: unknown): HashConfig | undefined {
  if (typeof record !== 'object' || record === null || !('hash_config' in record)) return undefined
  const parsed = HashConfig.safeParse(record.hash_config)
  return parsed.success ? parsed.data : undefined
}

/** Reads them from a line of text, such as the one that may stand before CSV. */
export function readHashConfigLine(line: string): HashConfig | undefined {
  try {
    return readHashConfig(JSON.parse(line))
  } catch {
    // It is not JSON: the rows will be refused for the missing parameters.
    return undefined
  }
}

/** Returns the user of a row, or the reason why the row is refused. */
export function prepareUser(read: FileRow, source: Source): PreparedUser | Problem {
  const { row } = source
  try {
    if (read.problem !== undefined) throw new InvalidInput('INVALID_ROW', `The row ${read.problem}.`)
    // This comes first: everything else looks into a row to its full depth.
    checkJson(read.record)
    return prepare(read.record, source)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { row, code: error.code, message: error.message }
  }
}

function prepare(record: unknown, source: Source): PreparedUser {
  const firebase = readFirebaseUser(record, source.hashConfig)
  const fields = parseRow(firebase ? firebase.record : record, source.isCsv && !firebase)
  const password = firebase ? firebase.password : passwordOf(fields, source.hashConfig)
  const ids = [fields.external_id, fields.provided_id, fields.id].filter((id) => typeof id === 'string')
  const user: PreparedUser = {
    row: source.row,
    providedId: ids[0],
    ownIds: ids.flatMap((id) => idFromHex(id, 'kp_') ?? []),
    givenName: fields.first_name ?? fields.given_name ?? undefined,
    familyName: fields.last_name ?? fields.family_name ?? undefined,
    picture: fields.picture ?? undefined,
    isSuspended: fields.is_suspended ?? false,
    ...identitiesOf(fields),
    passwordHash: password && encodeImported(readHash(password)),
    isPasswordTemporary: (fields.password ?? fields).is_temporary_password ?? false,
    properties: propertiesOf(fields),
    featureFlags: (fields.feature_flags ?? []).map(({ key, value }) => ({
      key,
      text: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    organizations: (fields.organizations ?? []).map(organizationOf),
  }
  if (user.identities.length + user.awaited.length === 0 && user.providedId === undefined) {
    throw new InvalidInput('EMPTY_ROW', 'The row has neither an identity nor an id.')
  }
  if (user.passwordHash !== undefined && user.isPasswordTemporary && !user.identities.some(isVerifiedEmail)) {
    throw new InvalidInput('VERIFIED_EMAIL_REQUIRED', 'A temporary password needs a verified email of the user.')
  }
  for (const scope of scopesFor(user)) {
    if (source.scopes.has(scope)) continue
    throw new InvalidInput(
      'INSUFFICIENT_SCOPE',
      `The row needs the scope ${scope}, which the import was started without.`,
    )
  }
  return user
}

function isVerifiedEmail({ value, isVerified }: PreparedUser['identities'][number]): boolean {
  return value.kind === 'email' && isVerified
}

function parseRow(record: unknown, isCsv: boolean): UserRow {
  const parsed = UserRow.safeParse(isCsv && isTextRecord(record) ? rowOfCsv(record) : record)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.map(String).join('/') ?? ''
    throw new InvalidInput('INVALID_ROW', `${where === '' ? '' : `${where}: `}${issue?.message ?? ''}`.slice(0, 255))
  }
  return parsed.data
}

function isTextRecord(record: unknown): record is Record<string, string> {
  return typeof record === 'object' && record !== null
}

/** The parameters of a Firebase project may stand in the row, or before all rows. */
function passwordOf(fields: UserRow, config: HashConfig | undefined): HashDescription | undefined {
  const said = fields.password ?? fields
  if (!said.hashed_password) return undefined
  const more = said.hashing_config ?? {}
  const project = (said.hashing_algorithm ?? said.hashing_method) === 'firebase-scrypt' ? config : undefined
  return {
    method: said.hashing_algorithm ?? said.hashing_method ?? undefined,
    hash: said.hashed_password,
    salt: said.salt ?? more.salt ?? undefined,
    saltFormat: said.salt_format ?? more.salt_format ?? undefined,
    saltPosition: said.salt_position ?? more.salt_position ?? undefined,
    iterations: said.iterations ?? more.iterations ?? undefined,
    variant: said.variant ?? more.variant ?? undefined,
    signerKey: said.signer_key ?? more.signer_key ?? project?.base64_signer_key,
    saltSeparator: said.salt_separator ?? more.salt_separator ?? project?.base64_salt_separator,
    rounds: said.rounds ?? more.rounds ?? project?.rounds,
    memCost: said.mem_cost ?? more.mem_cost ?? project?.mem_cost,
  }
}

/** @throws {InvalidInput} `INVALID_EMAIL`, `INVALID_PHONE`, `INVALID_USERNAME`, `CONNECTION_NOT_FOUND`, `INVALID_IDENTITY` */
function identitiesOf(fields: UserRow): Pick<PreparedUser, 'identities' | 'awaited'> {
  const { email, phone, username, phone_country_id: country } = fields
  const said = fields.identities ?? []
  const own = [
    ...(email ? [{ type: 'email' as const, identity: email, is_verified: fields.email_verified }] : []),
    ...(phone ? [{ type: 'phone' as const, identity: phone, is_verified: fields.phone_verified }] : []),
    ...(username ? [{ type: 'username' as const, identity: username, is_verified: false }] : []),
    ...said,
  ].flatMap(({ type, identity, is_verified: isVerified }) =>
    type === 'social' || type === 'enterprise'
      ? []
      : [
          {
            value: parseIdentity({ kind: type, value: identity, phoneCountry: country ?? undefined }),
            isVerified: isVerified ?? false,
          },
        ],
  )
  const identities = [...new Map(own.map((one) => [`${one.value.kind}:${one.value.normalized}`, one])).values()]
  return separated(identities, awaitedOf(fields))
}

function awaitedOf({ identities, email }: UserRow): PreparedUser['awaited'] {
  const all = (identities ?? []).flatMap(({ type, identity, provider, connection_name: name, profile }) =>
    type === 'social' || type === 'enterprise'
      ? [
          parseAwaitedIdentity({
            kind: type,
            connectionName: name ?? provider ?? undefined,
            value: identity,
            email: profile?.email ?? email ?? undefined,
          }),
        ]
      : [],
  )
  return [...new Map(all.map((one) => [awaitedKeyOf(one), one])).values()]
}

/**
 * A person who signs in through an enterprise connection has no other identity (U1-5). Files often repeat the address
 * of that identity, which creates no identity of its own.
 *
 * @throws {InvalidInput} `ENTERPRISE_IDENTITY_EXCLUSIVE`
 */
function separated(
  identities: PreparedUser['identities'],
  awaited: PreparedUser['awaited'],
): Pick<PreparedUser, 'identities' | 'awaited'> {
  const enterprise = awaited.find(({ kind }) => kind === 'enterprise')
  if (!enterprise) return { identities, awaited }
  const others = identities.filter(({ value }) => value.kind !== 'email' || value.normalized !== enterprise.email)
  if (others.length === 0 && awaited.length === 1) return { identities: [], awaited }
  throw new InvalidInput(
    'ENTERPRISE_IDENTITY_EXCLUSIVE',
    'Who signs in through an enterprise connection can have no other identity.',
  )
}

/** Without a value there is nothing to set. */
function propertiesOf({ properties }: UserRow): PreparedUser['properties'] {
  return (properties ?? []).flatMap(({ key, value }) =>
    value === undefined || value === null || value === '' ? [] : [{ key, value: String(value) }],
  )
}

function organizationOf(said: NonNullable<UserRow['organizations']>[number]): JoinedOrganization {
  if (typeof said === 'string') return { ids: [said], roles: undefined, permissions: [], scopes: [] }
  const ids = [said.external_id ?? said.external_organization_id, said.code].flatMap((id) => id ?? [])
  if (ids.length === 0) throw new InvalidInput('INVALID_ROW', 'organizations: one has neither external_id nor code')
  return {
    ids,
    roles: said.roles ?? undefined,
    permissions: said.permissions ?? [],
    scopes: (said.scopes ?? []).flatMap(({ audience, scopes }) => scopes.map((key) => ({ audience, key }))),
  }
}

function scopesFor({ passwordHash, properties, featureFlags, organizations }: PreparedUser): string[] {
  return [
    ...(passwordHash === undefined ? [] : ['update:user_passwords']),
    ...(properties.length > 0 ? ['update:user_properties'] : []),
    ...(featureFlags.length > 0 ? ['update:user_feature_flags'] : []),
    ...(organizations.length > 0 ? ['create:organization_users'] : []),
    ...(organizations.some(({ roles }) => roles !== undefined) ? ['create:organization_user_roles'] : []),
    ...(organizations.some(({ permissions }) => permissions.length > 0)
      ? ['create:organization_user_permissions']
      : []),
    ...(organizations.some(({ scopes }) => scopes.length > 0) ? ['create:organization_user_api_scopes'] : []),
  ]
}

import type { Context } from '#platform/context'
import { hexOf, subjectOf, userIdFromSubject } from '#platform/ids'
import { clientIdOf } from '#domain/applications'
import { variableIdOf } from '#domain/environment-variables'
import { searchOrganizations } from '#domain/organizations'
import { propertyIdOf } from '#domain/properties'
import { displayName, findListedUser, foldWord, searchUsers } from '#domain/users'
import { DEFINED_KINDS, findDefined, type DefinedKind } from './views.ts'

export const KINDS = ['user', 'organization', ...DEFINED_KINDS] as const
type Kind = (typeof KINDS)[number]

/** The scope by which a caller lists a kind, and so finds it. */
const SCOPES: Readonly<Record<Kind, string>> = {
  user: 'read:users',
  organization: 'read:organizations',
  application: 'read:applications',
  role: 'read:roles',
  permission: 'read:permissions',
  feature_flag: 'read:environment_feature_flags',
  api: 'read:apis',
  property: 'read:properties',
  environment_variable: 'read:environment_variables',
}

/** Kinds whose ids are written differently on the wire. */
const WIRE_IDS: Readonly<Partial<Record<DefinedKind, (id: string) => string>>> = {
  application: clientIdOf,
  api: hexOf,
  property: propertyIdOf,
  environment_variable: variableIdOf,
}

export interface Hit {
  readonly kind: Kind
  /** The id of its kind on the wire; of an organization its code. */
  readonly id: string
  readonly name: string
  /** A second line that tells it from others of the same name. */
  readonly detail: string
}

interface Wanted {
  readonly text: string
  /** The most hits of each kind. */
  readonly limit: number
  /** The scopes of the caller. */
  readonly scopes: ReadonlySet<string>
}

/** More words find the same people and cost more. */
const WORDS_MOST = 8
const NOT_EXPANDED = { organizations: false, identities: false }

/** Finds a few things of each kind that the caller may list, kind by kind. */
export async function searchEverything(
  ctx: Pick<Context, 'db' | 'environment'>,
  { text, limit, scopes }: Wanted,
): Promise<readonly Hit[]> {
  const isAllowed = (kind: Kind) => scopes.has(SCOPES[kind])
  const kinds = DEFINED_KINDS.filter(isAllowed)
  const [users, organizations, defined] = await Promise.all([
    isAllowed('user') ? findUsers(ctx, text, limit) : [],
    isAllowed('organization') ? findOrganizations(ctx, text, limit) : [],
    findDefined(ctx.db, { kinds, businessId: ctx.environment.businessId, text, limit }),
  ])
  const byKind = Map.groupBy(defined, ({ kind }) => kind)
  const others = kinds.flatMap((kind) =>
    (byKind.get(kind) ?? []).map((one) => ({ ...one, id: wireIdOf(kind, one.id) })),
  )
  return [...organizations, ...users, ...others]
}

/** Returns the id of a thing as the operations of its kind take it. */
function wireIdOf(kind: DefinedKind, id: string): string {
  const { [kind]: idOf = (uuid: string) => uuid } = WIRE_IDS
  return idOf(id)
}

async function findUsers({ db }: Pick<Context, 'db'>, text: string, limit: number): Promise<readonly Hit[]> {
  const id = userIdFromSubject(text)
  const prefixes = foldWord(text).split(/\s+/u).filter(Boolean).slice(0, WORDS_MOST)
  const named = id === undefined ? undefined : await findListedUser(db, { id, expand: NOT_EXPANDED })
  const search = { prefixes, properties: [], scopes: [], from: undefined, limit, expand: NOT_EXPANDED }
  const found = named ? [named] : await searchUsers({ db }, search)
  return found.slice(0, limit).map((user) => {
    const address = user.email ?? user.phone ?? user.username ?? ''
    const name = displayName(user) ?? address
    return { kind: 'user', id: subjectOf(user.id), name: name || subjectOf(user.id), detail: address }
  })
}

async function findOrganizations({ db }: Pick<Context, 'db'>, text: string, limit: number): Promise<readonly Hit[]> {
  const found = await searchOrganizations(db, { text, after: undefined, limit })
  return found.map(({ code, name, handle }) => ({ kind: 'organization', id: code, name, detail: handle ?? code }))
}

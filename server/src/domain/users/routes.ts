import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, successOf, success } from '#platform/http'
import { userIdFromSubject } from '#platform/ids'
import { parseEmailAddress, parsePhoneNumber, parseUsername } from '#domain/identities'
import { findListedUser, findUsersByIdentity, listUsers, type Expansion, type UserPlace } from './listing/index.ts'
import { identitiesOf, itemOf, profileOf, UserItem, UserList, UserQuery, UserView } from './schema.ts'
import { noSuchUser } from './user.ts'

const NOT_FOUND = { 404: ['USER_NOT_FOUND'] } as const
const PATH = '/api/v1/user'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/users',
  operationId: 'getUsers',
  tag: 'Users',
  summary: 'List users',
  description: 'In the order in which they were made; those active since a time by when they last were.',
  scope: 'read:users',
  query: UserList,
  answers: [200, successOf({ users: z.array(UserItem), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query }) {
    const { page_size: size, next_token: token, expand, ...filter } = query
    const list = { operation: 'getUsers', filter }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })
    const rows = await listUsers(ctx.db, {
      filter: {
        ids: await idsOf(ctx, filter),
        hasOrganization: filter.has_organization,
        activeSince: filter.active_since,
      },
      after: after && placeOf(after),
      limit: size + 1,
      expand: expansionOf(expand),
    })
    const { page, last } = pageOf(rows, size)
    return success({
      users: page.map(itemOf),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id, last.lastSignedInAt]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid(), z.iso.datetime().nullable()])

function placeOf([id, moment]: z.output<typeof Place>): UserPlace {
  return { id, lastSignedInAt: moment === null ? undefined : new Date(moment) }
}

function expansionOf(expand: ReadonlySet<string>): Expansion {
  return { organizations: expand.has('organizations'), identities: expand.has('identities') }
}

type ListFilter = Pick<z.output<typeof UserList>, 'user_id' | 'email' | 'username' | 'phone'>

/**
 * Returns the ids that match every filter, or undefined without a filter. Text that cannot be an id or identity matches
 * no user.
 */
async function idsOf({ db }: Context, filter: ListFilter): Promise<readonly string[] | undefined> {
  const { user_id: subjects, email, username, phone } = filter
  const owners = async (kind: 'email' | 'phone' | 'username', all: readonly string[] | undefined) =>
    all && findUsersByIdentity(db, { kind, normalized: all.flatMap((text) => NORMALIZED[kind](text)) })
  const named = [
    subjects?.flatMap((text) => userIdFromSubject(text) ?? []),
    await owners('email', email),
    await owners('username', username),
    await owners('phone', phone),
  ].filter((ids) => ids !== undefined)
  const [first, ...others] = named
  return first && [...new Set(first)].filter((id) => others.every((other) => other.includes(id)))
}

const NORMALIZED = {
  email: (text: string) => parseEmailAddress(text)?.normalized ?? [],
  username: (text: string) => parseUsername(text)?.normalized ?? [],
  // A plus sign that was not encoded arrives as a blank, and is trimmed away.
  phone: (text: string) => parsePhoneNumber(text.startsWith('+') ? text : `+${text}`)?.normalized ?? [],
} as const

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getUserData',
  tag: 'Users',
  summary: 'Get a user',
  scope: 'read:users',
  query: UserQuery,
  answers: [200, UserView],
  errors: NOT_FOUND,
  async handle({ db }, { query: { id, expand } }) {
    const user = await findListedUser(db, { id, expand: expansionOf(expand) })
    if (!user) throw noSuchUser()
    return { ...profileOf(user), preferred_email: user.email ?? undefined, identities: identitiesOf(user) }
  },
})

export const userRoutes = [listing, reading]

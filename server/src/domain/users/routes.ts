import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { subjectOf, userIdFromSubject } from '#platform/ids'
import { apiAuthor } from '#platform/outbox'
import { parseEmailAddress, parseIdentity, parsePhoneNumber, parseUsername } from '#domain/identities'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { deletedUserRoutes } from './deleted/routes.ts'
import { identityRoutes } from './identities/routes.ts'
import { findListedUser, findUsersByIdentity, listUsers, type Expansion, type UserPlace } from './listing/index.ts'
import {
  CreatedUser,
  identitiesOf,
  itemOf,
  NewUserBody,
  profileOf,
  typedIdentityOf,
  UpdatedUser,
  UserBody,
  UserDeletion,
  UserIdQuery,
  UserItem,
  UserList,
  UserQuery,
  UserView,
} from './schema.ts'
import { searchRoutes } from './search/routes.ts'
import { updateUser } from './update-user.ts'
import { noSuchUser } from './user.ts'

const NOT_FOUND = { 404: ['USER_NOT_FOUND'] }
const PATH = '/api/v1/user'
const NOTHING: Expansion = { organizations: false, identities: false }

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
    const rows = await listUsers(ctx.db, ctx.environment.id, {
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

/** Whom the filters name, each of them; undefined when none does. Text that cannot be one names nobody. */
async function idsOf({ db, environment }: Context, filter: ListFilter): Promise<readonly string[] | undefined> {
  const { user_id: subjects, email, username, phone } = filter
  const owners = async (kind: 'email' | 'phone' | 'username', all: readonly string[] | undefined) =>
    all && findUsersByIdentity(db, environment.id, { kind, normalized: all.flatMap((text) => NORMALIZED[kind](text)) })
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
  // A plus sign that was not encoded arrives as a blank, and is trimmed.
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
  async handle({ db, environment }, { query: { id, expand } }) {
    const user = await findListedUser(db, environment.id, { id, expand: expansionOf(expand) })
    if (!user) throw noSuchUser()
    return { ...profileOf(user), preferred_email: user.email ?? undefined, identities: identitiesOf(user) }
  },
})

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'createUser',
  tag: 'Users',
  summary: 'Create a user',
  description: 'With their identities, or not at all. Nobody is sent mail.',
  scope: 'create:users',
  body: NewUserBody,
  fixed: { fields: ['id'] },
  answers: [200, CreatedUser],
  errors: {
    400: ['INVALID_EMAIL', 'INVALID_PHONE', 'INVALID_USERNAME'],
    404: ['ORGANIZATION_NOT_FOUND'],
    409: ['IDENTITY_TAKEN', 'PROVIDED_ID_TAKEN'],
  },
  async handle(ctx, { body, actor }) {
    const identities = (body?.identities ?? []).map((one) => ({
      value: parseIdentity(typedIdentityOf(one)),
      isVerified: one.is_verified ?? false,
    }))
    const { id } = await ctx.db.transaction().execute((db) =>
      createUser(
        { ...ctx, db },
        {
          givenName: body?.profile?.given_name,
          familyName: body?.profile?.family_name,
          picture: body?.profile?.picture,
          providedId: body?.provided_id,
          organizationCode: body?.organization_code === '' ? undefined : (body?.organization_code ?? undefined),
          identities,
          author: apiAuthor(actor),
        },
      ),
    )
    const results = identities.map(({ value }) => ({ type: value.kind, result: { created: true } }))
    return { id: subjectOf(id), created: true, identities: results }
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateUser',
  tag: 'Users',
  summary: 'Update a user',
  description:
    'What is absent stays; empty takes a value back. Suspending ends the sessions and tokens of the user for good. ' +
    'Addresses, names to sign in by and numbers are identities, which have operations of their own.',
  scope: 'update:users',
  query: UserIdQuery,
  body: UserBody,
  fixed: {
    fields: ['id', 'email', 'preferred_email', 'username', 'phone'],
    async present({ db, environment }, { query: { id } }) {
      const user = await findListedUser(db, environment.id, { id, expand: NOTHING })
      if (!user) throw noSuchUser()
      return { ...profileOf(user), email: user.email, preferred_email: user.email }
    },
  },
  answers: [200, UpdatedUser],
  errors: { ...NOT_FOUND, 400: ['VERIFIED_EMAIL_REQUIRED'], 409: ['PROVIDED_ID_TAKEN', 'LAST_OWNER'] },
  async handle(ctx, { query: { id }, body, actor }) {
    await updateUser(
      ctx,
      { userId: id, author: apiAuthor(actor) },
      {
        givenName: body?.given_name,
        familyName: body?.family_name,
        picture: body?.picture,
        providedId: body?.provided_id,
        isSuspended: body?.is_suspended ?? undefined,
        isPasswordResetRequested: body?.is_password_reset_requested ?? undefined,
      },
    )
    const user = await findListedUser(ctx.db, ctx.environment.id, { id, expand: NOTHING })
    if (!user) throw noSuchUser()
    return {
      id: subjectOf(id),
      given_name: user.givenName ?? undefined,
      family_name: user.familyName ?? undefined,
      email: user.email ?? undefined,
      is_suspended: user.isSuspended,
      is_password_reset_requested: user.isPasswordResetRequested,
      picture: user.picture,
    }
  },
})

const deletion = endpoint({
  method: 'delete',
  path: PATH,
  operationId: 'deleteUser',
  tag: 'Users',
  summary: 'Delete a user',
  description:
    'The user is gone from every list, and the id is never used again. Unless `is_delete_profile` is true, name, picture ' +
    'and agreements are kept and listed by `getDeletedUsers`. With it, a profile kept before is deleted too.',
  scope: 'delete:users',
  query: UserDeletion,
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, 409: ['LAST_OWNER'] },
  async handle(ctx, { query: { id, is_delete_profile: isProfileDeleted = false }, actor }) {
    await deleteUser(ctx, { userId: id, author: apiAuthor(actor) }, { isProfileDeleted })
    return success()
  },
})

export const userRoutes = [
  listing,
  reading,
  creation,
  update,
  deletion,
  ...deletedUserRoutes,
  ...identityRoutes,
  ...searchRoutes,
]

import { z } from 'zod'
import type { Context } from '#platform/context'
import { InvalidInput, NotFound } from '#platform/errors'
import { checkOneDirection, endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import {
  findAwaitedIdentity,
  findIdentity,
  identityIdOf,
  listAwaitedIdentitiesOf,
  listIdentitiesOfUser,
  noSuchIdentity,
  parseIdentity,
} from '#domain/identities'
import { findListedUser, UserParams, noSuchUser } from '#domain/users'
import { addIdentity } from './add-identity.ts'
import { deleteIdentity } from './delete-identity.ts'
import { makeIdentityPrimary } from './make-identity-primary.ts'
import {
  awaitedViewOf,
  IdentityBody,
  IdentityList,
  IdentityParams,
  IdentityQuery,
  IdentityView,
  identityViewOf,
  NewIdentityBody,
} from './schema.ts'

const PATH = '/api/v1/users/{user_id}/identities'
const ID_PATH = '/api/v1/identities/{identity_id}'
const NOTHING = { organizations: false, identities: false }

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetUserIdentities',
  tag: 'Users',
  summary: 'List the identities of a user',
  description:
    'Oldest first, those of imported users that wait for their connection last. A user has at most 50, so that one page ' +
    'has them all.',
  scope: 'read:user_identities',
  params: UserParams,
  query: IdentityList,
  answers: [200, successOf({ identities: z.array(IdentityView), has_more: z.boolean() })],
  errors: { 400: ['INVALID_CURSOR'], 404: ['USER_NOT_FOUND'] },
  async handle({ db }, { params, query }) {
    checkOneDirection(query)
    const id = params.user_id
    const { starting_after: after, ending_before: before, expand } = query
    if (!(await findListedUser(db, { id, expand: NOTHING }))) throw noSuchUser()
    const own = await listIdentitiesOfUser(db, id)
    const awaited = (await listAwaitedIdentitiesOf(db, [id])).get(id) ?? []
    const all = [...own.map(identityViewOf), ...awaited.map((one) => awaitedViewOf(one, expand))]
    const begin = after === undefined ? 0 : placeIn(all, after) + 1
    const end = before === undefined ? all.length : placeIn(all, before)
    return success({ identities: all.slice(begin, end), has_more: false })
  },
})

function placeIn(identities: readonly { readonly id: string }[], text: string): number {
  const place = identities.findIndex(({ id }) => id === text)
  if (place < 0) throw new InvalidInput('INVALID_CURSOR', 'This is no identity of the user.')
  return place
}

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'CreateUserIdentity',
  tag: 'Users',
  summary: 'Add an identity to a user',
  description: 'It is not verified until the user proves it. The first of its kind is primary.',
  scope: 'create:user_identities',
  params: UserParams,
  body: NewIdentityBody,
  answers: [201, successOf({ identity: z.object({ id: z.string() }) })],
  errors: {
    400: ['INVALID_EMAIL', 'INVALID_PHONE', 'INVALID_USERNAME', 'TOO_MANY_IDENTITIES'],
    404: ['USER_NOT_FOUND', 'CONNECTION_NOT_FOUND'],
    409: ['IDENTITY_TAKEN', 'ENTERPRISE_IDENTITY_EXCLUSIVE'],
  },
  async handle(ctx, { params, body: { type, value, phone_country_id: phoneCountry }, actor }) {
    if (type === 'social' || type === 'enterprise') {
      throw new NotFound(
        'CONNECTION_NOT_FOUND',
        `A ${type} identity needs a connection, and there is no such one here.`,
      )
    }
    const identity = parseIdentity({ kind: type, value, phoneCountry: phoneCountry ?? undefined })
    const adding = { userId: params.user_id, identity, author: apiAuthor(actor) }
    const id = await ctx.db.transaction().execute((db) => addIdentity({ ...ctx, db }, adding))
    return success({ identity: { id: identityIdOf(id) } })
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'GetIdentity',
  tag: 'Identities',
  summary: 'Get an identity',
  scope: 'read:identities',
  params: IdentityParams,
  query: IdentityQuery,
  answers: [200, IdentityView],
  errors: { 404: ['IDENTITY_NOT_FOUND'] },
  async handle(ctx, { params, query: { expand } }) {
    return viewOf(ctx, params.identity_id, expand)
  },
})

async function viewOf(
  { db }: Context,
  id: string,
  expand: ReadonlySet<string> = new Set(),
): Promise<z.input<typeof IdentityView>> {
  const identity = await findIdentity(db, id)
  if (identity) return identityViewOf(identity)
  const awaited = await findAwaitedIdentity(db, id)
  if (!awaited) throw noSuchIdentity()
  return awaitedViewOf(awaited, expand)
}

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'UpdateIdentity',
  tag: 'Identities',
  summary: 'Make an identity the primary one of its kind',
  description: 'Its value stays: add another identity and delete this one instead.',
  scope: 'update:identities',
  params: IdentityParams,
  body: IdentityBody,
  fixed: {
    fields: ['id', 'type', 'name', 'value', 'email', 'is_confirmed', 'connection_id'],
    async present(ctx, { params }) {
      const view = await viewOf(ctx, params.identity_id)
      return { ...view, value: view.name }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: { 404: ['IDENTITY_NOT_FOUND'], 409: ['IDENTITY_AWAITS_CONNECTION', 'PRIMARY_IDENTITY_REQUIRED'] },
  async handle(ctx, { params, body, actor }) {
    const { db } = ctx
    const identityId = params.identity_id
    if (body.is_primary === undefined) {
      const found = (await findIdentity(db, identityId)) ?? (await findAwaitedIdentity(db, identityId))
      if (!found) throw noSuchIdentity()
      return success()
    }
    await makeIdentityPrimary(ctx, { identityId, isPrimary: body.is_primary, author: apiAuthor(actor) })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'DeleteIdentity',
  tag: 'Identities',
  summary: 'Delete an identity',
  description: 'Nobody signs in by it any more. Deleting the last one ends the sessions of the user.',
  scope: 'delete:identities',
  params: IdentityParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['IDENTITY_NOT_FOUND'], 409: ['LAST_OWNER'] },
  async handle(ctx, { params, actor }) {
    await deleteIdentity(ctx, { identityId: params.identity_id, author: apiAuthor(actor) })
    return success()
  },
})

export const identityRoutes = [listing, creation, reading, update, deletion]

import { endpoint, success, SuccessEnvelope } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { apiAuthor } from '#platform/outbox'
import { parseIdentity } from '#domain/identities'
import { findListedUser, type Expansion, profileOf, noSuchUser } from '#domain/users'
import { addUser } from './add-user.ts'
import { deleteUser } from './delete-user.ts'
import {
  CreatedUser,
  NewUserBody,
  typedIdentityOf,
  UpdatedUser,
  UserBody,
  UserDeletion,
  UserIdQuery,
} from './schema.ts'
import { updateUser } from './update-user.ts'

const NOT_FOUND = { 404: ['USER_NOT_FOUND'] } as const
const PATH = '/api/v1/user'
const NOTHING: Expansion = { organizations: false, identities: false }

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
    const { id } = await addUser(ctx, {
      givenName: body?.profile?.given_name,
      familyName: body?.profile?.family_name,
      picture: body?.profile?.picture,
      providedId: body?.provided_id,
      organizationCode: body?.organization_code === '' ? undefined : (body?.organization_code ?? undefined),
      identities,
      author: apiAuthor(actor),
    })
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
    async present({ db }, { query: { id } }) {
      const user = await findListedUser(db, { id, expand: NOTHING })
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
    const user = await findListedUser(ctx.db, { id, expand: NOTHING })
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

export const userChangeRoutes = [creation, update, deletion]

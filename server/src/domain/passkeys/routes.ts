import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { nameOfAuthenticator } from './authenticator-name.ts'
import type { Passkey } from './passkey.ts'
import { listPasskeys } from './queries.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { nameOfPasskey, passkeyIdOf, PasskeyName, PasskeyParams, PasskeyView } from './schema.ts'

const PATH = '/api/v1/users/{user_id}/passkeys'

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getUserPasskeys',
  tag: 'Users',
  summary: 'List the passkeys of a user',
  description:
    'The oldest first; a user has at most 25. Each can be used at its host only. Not part of the published contract: ' +
    'an operation of our own.',
  scope: 'read:user_passkeys',
  params: UserParams,
  answers: [200, successOf({ passkeys: z.array(PasskeyView) })],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle({ db }, { params: { user_id: userId } }) {
    await checkUser({ db }, userId)
    return success({ passkeys: (await listPasskeys(db, userId)).map(viewOf) })
  },
})

const renaming = endpoint({
  method: 'patch',
  path: `${PATH}/{passkey_id}`,
  operationId: 'updateUserPasskey',
  tag: 'Users',
  summary: 'Rename a passkey of a user',
  description:
    '`null` returns to the name of the authenticator. Not part of the published contract: an operation of our own.',
  scope: 'update:user_passkeys',
  params: PasskeyParams,
  body: z.strictObject({ name: PasskeyName.nullable() }),
  answers: [200, SuccessEnvelope],
  errors: { 404: ['USER_NOT_FOUND', 'PASSKEY_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, passkey_id: id }, body: { name }, actor }) {
    await checkUser(ctx, userId)
    await renamePasskey(ctx, { id, userId, name, author: apiAuthor(actor) })
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: `${PATH}/{passkey_id}`,
  operationId: 'deleteUserPasskey',
  tag: 'Users',
  summary: 'Remove a passkey of a user',
  description:
    'The user can sign in with it no more; sessions go on. The device keeps its part until the user deletes it there. ' +
    'Not part of the published contract: an operation of our own.',
  scope: 'delete:user_passkeys',
  params: PasskeyParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['USER_NOT_FOUND', 'PASSKEY_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, passkey_id: id }, actor }) {
    await checkUser(ctx, userId)
    await removePasskey(ctx, { id, userId, author: apiAuthor(actor) })
    return success()
  },
})

function viewOf(passkey: Passkey): z.input<typeof PasskeyView> {
  return {
    id: passkeyIdOf(passkey),
    name: nameOfPasskey(passkey),
    authenticator: nameOfAuthenticator(passkey.aaguid) ?? null,
    host: passkey.rpId,
    is_synced: passkey.isSynced,
    created_on: passkey.createdAt.toISOString(),
    last_used_on: passkey.lastUsedAt?.toISOString() ?? null,
  }
}

async function checkUser({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  if (!(await isUser(db, userId))) throw noSuchUser()
}

export const passkeyRoutes = [listing, renaming, removal]

import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { listSigningKeys } from './queries.ts'
import { revokeSigningKey } from './revoke-signing-key.ts'
import { rotateSigningKey } from './rotate-signing-key.ts'
import { SigningKeyParams, SigningKeyView, viewOf } from './schema.ts'

const PATH = '/api/v1/environment/signing_keys'
const OWN = 'Not part of the published contract: an operation of our own.'

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getSigningKeys',
  tag: 'Signing keys',
  summary: 'List the signing keys',
  description: `All there ever were, the newest first. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ signing_keys: z.array(SigningKeyView) })],
  async handle({ db, clock }) {
    const keys = await listSigningKeys(db)
    const now = clock()
    return success({ signing_keys: keys.map((key) => viewOf(key, keys, now)) })
  },
})

const rotation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'rotateSigningKey',
  tag: 'Signing keys',
  summary: 'Rotate the signing key',
  description:
    'Makes the next key. It is published at once and signs an hour later; the present one stays published until ' +
    `everything that it signed has expired. ${OWN}`,
  scope: 'update:environments',
  answers: [201, successOf({ signing_key: SigningKeyView })],
  errors: { 409: ['SIGNING_KEY_ROTATION_PENDING'] },
  async handle(ctx, { actor }) {
    const key = await rotateSigningKey(ctx, apiAuthor(actor))
    return success({ signing_key: viewOf(key, [key], ctx.clock()) })
  },
})

const revocation = endpoint({
  method: 'delete',
  path: `${PATH}/{signing_key_id}`,
  operationId: 'revokeSigningKey',
  tag: 'Signing keys',
  summary: 'Revoke a signing key',
  description:
    'For the emergency that it became known. It leaves the key set at once, every token that it signed is refused here ' +
    'at once and elsewhere as soon as the key set is read again, and another key signs at once. ' +
    `The token that calls this may be one of those refused afterwards. ${OWN}`,
  scope: 'update:environments',
  params: SigningKeyParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['SIGNING_KEY_NOT_FOUND'], 409: ['SIGNING_KEY_REVOKED'] },
  async handle(ctx, { params, actor }) {
    await revokeSigningKey(ctx, { id: params.signing_key_id, author: apiAuthor(actor) })
    return success()
  },
})

export const signingKeyRoutes = [listing, rotation, revocation]

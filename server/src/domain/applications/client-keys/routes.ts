import { z } from 'zod'
import { PublicJwk } from '#platform/crypto'
import { endpoint, success, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { noSuchApplication } from '../application.ts'
import { findApplication } from '../queries.ts'
import { ApplicationParams } from '../schema.ts'
import { replaceClientKeys } from './replace-client-keys.ts'

const PATH = '/api/v1/applications/{application_id}/jwks'
const MOST_KEYS = 10
const OWN = 'Not part of the published contract: an operation of our own.'

const Jwks = z.object({ keys: z.array(PublicJwk) })
const JwksBody = z.strictObject({
  keys: z
    .array(z.record(z.string(), z.unknown()))
    .max(MOST_KEYS)
    .meta({
      description:
        'JSON Web Keys, public parts only: RSA of 2048 bits or more, P-256, P-384 or Ed25519. A key can also be sent as ' +
        '`{ "pem": "-----BEGIN PUBLIC KEY-----…" }`, with `kid` and `alg` where you choose them.',
    }),
})

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getApplicationKeys',
  tag: 'Applications',
  summary: 'Get the public keys of an application',
  description: `By which it authenticates with \`private_key_jwt\` (RFC 7523). ${OWN}`,
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ jwks: Jwks })],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle({ db, environment }, { params }) {
    const application = await findApplication(db, environment, params.application_id)
    if (!application) throw noSuchApplication()
    return success({ jwks: { keys: [...application.keys] } })
  },
})

const replacement = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'replaceApplicationKeys',
  tag: 'Applications',
  summary: 'Replace the public keys of an application',
  description:
    'All that are sent are accepted: to roll a key over, send old and new together first. You need every scope that the ' +
    `application itself has. ${OWN}`,
  scope: 'update:applications',
  params: ApplicationParams,
  body: JwksBody,
  answers: [200, successOf({ jwks: Jwks })],
  errors: {
    400: [
      'CLIENT_KEYS_REQUIRED',
      'CREDENTIALS_NOT_SUPPORTED',
      'INVALID_PUBLIC_KEY',
      'KEY_ID_REPEATED',
      'PRIVATE_KEY_SENT',
    ],
    404: ['APPLICATION_NOT_FOUND'],
    409: ['LAST_MANAGING_APPLICATION'],
  },
  async handle(ctx, { params, body, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor), held: actor.scopes }
    const keys = await replaceClientKeys(ctx, target, body.keys)
    return success({ jwks: { keys: [...keys] } })
  },
})

export const clientKeyRoutes = [reading, replacement]

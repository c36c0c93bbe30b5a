import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { clientIdOf, noSuchApplication } from '../application.ts'
import { findApplication } from '../queries.ts'
import { ApplicationParams, CreatedApplication } from '../schema.ts'
import { listSecrets } from './queries.ts'
import { rotateSecret } from './rotate-secret.ts'
import { deletePreviousSecret } from './delete-previous-secret.ts'

const PATH = '/api/v1/applications/{application_id}/secrets'
const NOT_FOUND = { 404: ['APPLICATION_NOT_FOUND'] } as const
const OWN = 'Not part of the published contract: an operation of our own.'

const RotationBody = z
  .strictObject({
    keep_previous: z.boolean().nullish().meta({
      description: 'Whether the present secret is accepted beside the new one until it is deleted. Default: it is not.',
    }),
  })
  .optional()

const SecretView = z.object({ is_previous: z.boolean(), created_on: z.iso.datetime() })

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getApplicationSecrets',
  tag: 'Applications',
  summary: 'List the client secrets of an application',
  description: `The present one, and the previous one where it is kept. Never the secrets themselves. ${OWN}`,
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ secrets: z.array(SecretView) })],
  errors: NOT_FOUND,
  async handle({ db, environment }, { params: { application_id: applicationId } }) {
    const application = await findApplication(db, environment, applicationId)
    if (!application) throw noSuchApplication()
    const secrets = await listSecrets(db, { applicationId })
    return success({
      secrets: secrets.map((one) => ({ is_previous: one.isPrevious, created_on: one.createdAt.toISOString() })),
    })
  },
})

const rotation = endpoint({
  method: 'post',
  path: `${PATH}/rotate`,
  operationId: 'rotateApplicationSecret',
  tag: 'Applications',
  summary: 'Rotate the client secret of an application',
  description:
    'The present secret fails at once, unless it is kept: then both are accepted until the previous one is deleted, ' +
    `which must be done before the next rotation. You need every scope that the application itself has. ${OWN}`,
  scope: 'update:applications',
  params: ApplicationParams,
  body: RotationBody,
  answers: [200, successOf({ application: CreatedApplication })],
  errors: { ...NOT_FOUND, 400: ['CREDENTIALS_NOT_SUPPORTED'], 409: ['PREVIOUS_SECRET_KEPT'] },
  async handle(ctx, { params: { application_id: applicationId }, body, actor }) {
    const target = { applicationId, author: apiAuthor(actor), held: actor.scopes }
    const clientSecret = await rotateSecret(ctx, target, { isPresentKept: body?.keep_previous === true })
    const id = clientIdOf(applicationId)
    return success({ application: { id, client_id: id, client_secret: clientSecret } })
  },
})

const deletion = endpoint({
  method: 'delete',
  path: `${PATH}/previous`,
  operationId: 'deletePreviousApplicationSecret',
  tag: 'Applications',
  summary: 'Delete the previous client secret of an application',
  description: OWN,
  scope: 'update:applications',
  params: ApplicationParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['APPLICATION_NOT_FOUND', 'PREVIOUS_SECRET_NOT_FOUND'], 400: ['CREDENTIALS_NOT_SUPPORTED'] },
  async handle(ctx, { params, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor), held: actor.scopes }
    await deletePreviousSecret(ctx, target)
    return success()
  },
})

export const secretRoutes = [listing, rotation, deletion]

import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { ApplicationParams, clientIdOf, noSuchApplication, readApplication } from '#domain/applications'
import { customizeTokens } from './customization/customize-tokens.ts'
import { CustomizationBody, customizationOf, CustomizationView, viewOf } from './customization/schema.ts'
import { propertySelection } from './read-selected-properties.ts'
import { listPropertiesOf } from './views.ts'

const PATH = '/api/v1/applications/{application_id}/token_customization'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getTokenCustomization',
  tag: 'Tokens',
  summary: 'Get what tokens of an application carry',
  description: `Per kind of token that an application of its type gets. ${OWN}`,
  scope: 'read:applications',
  params: ApplicationParams,
  answers: [200, successOf({ token_customization: CustomizationView })],
  errors: { 404: ['APPLICATION_NOT_FOUND'] },
  async handle(ctx, { params: { application_id: applicationId } }) {
    const application = await readApplication(ctx, clientIdOf(applicationId))
    if (!application) throw noSuchApplication()
    const ids = [...new Set(Object.values(propertySelection(application)).flat())]
    const properties = ids.length === 0 ? [] : await listPropertiesOf(ctx.db, { applicationId, ids })
    return success({ token_customization: viewOf(application, properties) })
  },
})

const replacement = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'replaceTokenCustomization',
  tag: 'Tokens',
  summary: 'Say what tokens of an application carry',
  description: `What is absent goes back to what it is when nobody chose. ${OWN}`,
  scope: 'update:application_tokens',
  params: ApplicationParams,
  body: CustomizationBody,
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['TOKEN_KIND_NOT_SUPPORTED', 'PROPERTY_PRIVATE', 'PROPERTY_NOT_SUPPORTED'],
    404: ['APPLICATION_NOT_FOUND', 'PROPERTY_NOT_FOUND'],
  },
  async handle(ctx, { params, body, actor }) {
    const target = { applicationId: params.application_id, author: apiAuthor(actor) }
    await customizeTokens(ctx, target, customizationOf(body))
    return success()
  },
})

export const tokenCustomizationRoutes = [reading, replacement]

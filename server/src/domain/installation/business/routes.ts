import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { listIndustries } from './industries.ts'
import { findBusiness } from './queries.ts'
import { BusinessBody, businessChangeOf, BusinessView, businessViewOf, Named } from './schema.ts'
import { listTimezones } from './timezones.ts'
import { updateBusiness } from './update-business.ts'

const PATH = '/api/v1/business'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getBusiness',
  tag: 'Business',
  summary: 'Get the business',
  scope: 'read:businesses',
  answers: [200, successOf({ business: BusinessView })],
  async handle({ database, environment }) {
    return success({ business: businessViewOf(await findBusiness(database.system, environment.businessId)) })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateBusiness',
  tag: 'Business',
  summary: 'Update the business',
  description: 'For all its environments; an environment may say otherwise of terms, privacy policy and agreement.',
  scope: 'update:businesses',
  body: BusinessBody,
  fixed: {
    fields: ['code'],
    present: async ({ database, environment }) => ({
      code: (await findBusiness(database.system, environment.businessId)).code,
    }),
  },
  answers: [200, SuccessEnvelope],
  errors: { 400: ['PERK_CODE_NOT_AVAILABLE'] },
  async handle(ctx, { body, actor }) {
    await updateBusiness(ctx, apiAuthor(actor), businessChangeOf(body))
    return success()
  },
})

const industries = endpoint({
  method: 'get',
  path: '/api/v1/industries',
  operationId: 'getIndustries',
  tag: 'Industries',
  summary: 'List industries',
  scope: 'read:industries',
  answers: [200, successOf({ industries: z.array(Named) })],
  async handle() {
    return success({ industries: listIndustries() })
  },
})

const timezones = endpoint({
  method: 'get',
  path: '/api/v1/timezones',
  operationId: 'getTimezones',
  tag: 'Timezones',
  summary: 'List time zones',
  description: 'Those of the IANA database, with the offset of their standard time.',
  scope: 'read:timezones',
  answers: [200, successOf({ timezones: z.array(Named) })],
  async handle() {
    return success({
      timezones: listTimezones().map(({ key, name, offset }) => ({ key, name: `${name} [${offset}]` })),
    })
  },
})

export const businessRoutes = [reading, update, industries, timezones]

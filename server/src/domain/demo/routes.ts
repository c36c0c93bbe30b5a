import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { findDemo } from './queries.ts'
import { removeDemo } from './remove-demo.ts'

const PATH = '/api/v1/environment/demo'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getDemo',
  tag: 'Environments',
  summary: 'Get whether the environment holds the demo',
  description: `The demo is made by \`npm start -- --demo\`, in a new development environment. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ demo: z.object({ created_on: z.string() }).nullable() })],
  async handle({ db }) {
    const demo = await findDemo(db)
    return success({ demo: demo ? { created_on: demo.createdAt.toISOString() } : null })
  },
})

const removal = endpoint({
  method: 'delete',
  path: PATH,
  operationId: 'removeDemo',
  tag: 'Environments',
  summary: 'Remove the demo',
  description:
    'Its users, organizations, applications, roles, permissions, flags and properties, and the events of its users. ' +
    `Everything that people made themselves stays. ${OWN}`,
  scope: 'delete:environments',
  answers: [200, SuccessEnvelope],
  errors: { 404: ['DEMO_NOT_FOUND'] },
  async handle(ctx) {
    await removeDemo(ctx)
    return success()
  },
})

export const demoRoutes = [reading, removal]

import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { createVariable } from './create-variable.ts'
import { deleteVariable } from './delete-variable.ts'
import { noSuchVariable, variableIdOf } from './environment-variable.ts'
import { findVariable, listVariables } from './queries.ts'
import {
  CreatedVariable,
  NewVariableBody,
  VariableBody,
  VariableParams,
  VariableView,
  variableViewOf,
} from './schema.ts'
import { updateVariable } from './update-variable.ts'

const TAG = 'Environment variables'
const PATH = '/api/v1/environment_variables'
const ID_PATH = `${PATH}/{variable_id}` as const
const NOT_FOUND = { 404: ['ENVIRONMENT_VARIABLE_NOT_FOUND'] } as const
const KEY_TAKEN = { 409: ['ENVIRONMENT_VARIABLE_KEY_TAKEN'] } as const

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEnvironmentVariables',
  tag: TAG,
  summary: 'List environment variables',
  description: 'All of them, by key. The value of a secret one is `null`.',
  scope: 'read:environment_variables',
  answers: [200, successOf({ has_more: z.boolean(), environment_variables: z.array(VariableView) })],
  async handle({ db, sealer }) {
    const variables = await listVariables(db)
    return success({
      has_more: false,
      environment_variables: variables.map((variable) => variableViewOf(sealer, variable)),
    })
  },
})

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'createEnvironmentVariable',
  tag: TAG,
  summary: 'Create an environment variable',
  scope: 'create:environment_variables',
  body: NewVariableBody,
  answers: [201, successOf({ environment_variable: CreatedVariable })],
  errors: KEY_TAKEN,
  async handle(ctx, { body: { key, value, is_secret: isSecret = false }, actor }) {
    const id = await createVariable(ctx, { key, value, isSecret, author: apiAuthor(actor) })
    return {
      code: 'VARIABLE_CREATED',
      message: 'Environment variable created',
      environment_variable: { id: variableIdOf(id) },
    }
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getEnvironmentVariable',
  tag: TAG,
  summary: 'Get an environment variable',
  scope: 'read:environment_variables',
  params: VariableParams,
  answers: [200, successOf({ environment_variable: VariableView })],
  errors: NOT_FOUND,
  async handle({ db, sealer }, { params }) {
    const variable = await findVariable(db, params.variable_id)
    if (!variable) throw noSuchVariable()
    return success({ environment_variable: variableViewOf(sealer, variable) })
  },
})

const update = endpoint({
  method: 'patch',
  path: ID_PATH,
  operationId: 'updateEnvironmentVariable',
  tag: TAG,
  summary: 'Update an environment variable',
  description:
    'What is absent stays. A secret value can be overwritten; to make the variable readable a new value is needed.',
  scope: 'update:environment_variables',
  params: VariableParams,
  body: VariableBody,
  fixed: { fields: ['id'], present: async (_ctx, { params }) => ({ id: variableIdOf(params.variable_id) }) },
  answers: [200, SuccessEnvelope],
  errors: { ...NOT_FOUND, ...KEY_TAKEN, 400: ['SECRET_NEEDS_NEW_VALUE'] },
  async handle(ctx, { params, body: { key, value, is_secret: isSecret }, actor }) {
    const target = { id: params.variable_id, author: apiAuthor(actor) }
    await updateVariable(ctx, target, { key, value, isSecret })
    return { code: 'ENVIRONMENT_VARIABLE_UPDATED', message: 'Environment variable updated' }
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'deleteEnvironmentVariable',
  tag: TAG,
  summary: 'Delete an environment variable',
  scope: 'delete:environment_variables',
  params: VariableParams,
  answers: [200, SuccessEnvelope],
  errors: NOT_FOUND,
  async handle(ctx, { params, actor }) {
    await deleteVariable(ctx, { id: params.variable_id, author: apiAuthor(actor) })
    return { code: 'ENVIRONMENT_VARIABLE_DELETED', message: 'Environment variable deleted' }
  },
})

export const environmentVariableRoutes = [listing, creation, reading, update, deletion]

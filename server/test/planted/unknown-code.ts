import { NotFound, type Fault } from '#platform/errors'
import { endpoint } from '#platform/http'
import { z } from 'zod'

// @ts-expect-error -- no concept declares this code
export const thrown = new NotFound('ROLE_NOT_FUOND', 'No such role.')

// @ts-expect-error -- nor may anything ask for it
export const isThatOne = (fault: Fault) => fault.code === 'ROLE_NOT_FUOND'

export const operation = endpoint({
  method: 'get',
  path: '/api/v1/planted',
  operationId: 'getPlanted',
  tag: 'Planted',
  summary: 'Get what is planted',
  scope: 'read:planted',
  // @ts-expect-error -- nor may an operation declare it
  errors: { 404: ['ROLE_NOT_FUOND'] },
  answers: [200, z.object({})],
  handle: () => Promise.resolve({}),
})

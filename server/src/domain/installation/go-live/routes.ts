import { z } from 'zod'
import { endpoint, success, successOf } from '#platform/http'
import { findManaged } from '../managing/find-managed.ts'
import { EnvironmentParams } from '../managing/schema.ts'
import { readChecklist } from './read-checklist.ts'

const Item = z.object({
  code: z.string().meta({ example: 'mail_server' }),
  text: z.string().meta({ description: 'What it asks for, and how that is done.' }),
  is_required: z.boolean().meta({ description: 'Without it the environment is not said to be live.' }),
  is_done: z.boolean(),
})

const reading = endpoint({
  method: 'get',
  path: '/api/v1/environments/{environment_code}/go_live',
  operationId: 'getGoLiveChecklist',
  tag: 'Environments',
  summary: 'Get the checklist before going live',
  description:
    'Of the production environment: what is required, then what is recommended, each with its state. Not part of the ' +
    'published contract: an operation of our own.',
  scope: 'read:environments',
  params: EnvironmentParams,
  answers: [200, successOf({ go_live: z.object({ is_live: z.boolean(), items: z.array(Item) }) })],
  errors: { 400: ['NOT_PRODUCTION'], 404: ['ENVIRONMENT_NOT_FOUND'] },
  async handle(ctx, { params }) {
    const target = await findManaged(ctx, params.environment_code)
    const items = await readChecklist(ctx, target)
    return success({
      go_live: {
        is_live: target.isLive,
        items: items.map(({ code, text, isRequired, isDone }) => ({
          code,
          text,
          is_required: isRequired,
          is_done: isDone,
        })),
      },
    })
  },
})

export const goLiveRoutes = [reading]

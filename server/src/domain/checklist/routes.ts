import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { putChecklistAway } from './put-checklist-away.ts'
import { readChecklist } from './read-checklist.ts'
import { ChecklistBody, ChecklistView, checklistViewOf } from './schema.ts'

const PATH = '/api/v1/checklist'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getChecklist',
  tag: 'Checklist',
  summary: 'Get the checklist of the environment',
  description:
    'What a team does in a new environment: register an application (`application`), choose how people sign in ' +
    '(`methods`), look at a mail (`mail`), sign in to an application (`sign_in`), invite a colleague (`colleague`), ' +
    'mark production as live (`go_live`). Each item is done by what exists, and is open again when that is gone. ' +
    `Applications and sign-ins that are part of the product do not count. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ checklist: ChecklistView })],
  handle: async (ctx) => success({ checklist: checklistViewOf(await readChecklist(ctx)) }),
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateChecklist',
  tag: 'Checklist',
  summary: 'Put the checklist away',
  description: `The console no longer shows it in this environment, or shows it again. ${OWN}`,
  scope: 'update:checklist',
  body: ChecklistBody,
  answers: [200, SuccessEnvelope],
  async handle(ctx, { body }) {
    await putChecklistAway(ctx, body.is_put_away)
    return success()
  },
})

export const checklistRoutes = [reading, update]

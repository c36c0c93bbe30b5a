import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor } from '#domain/settings'
import { findEnvironmentSettings } from '../queries.ts'
import { updateEnvironmentSettings } from '../update-environment-settings.ts'

const Policy = z.enum(['off', 'optional', 'mandatory'])
const PATH = '/api/v1/passkey'
const PasskeySettings = successOf({
  enabled: z.boolean().meta({ description: 'Whether the policy is not `off`.' }),
  policy: Policy,
})

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetPasskey',
  tag: 'Environments',
  summary: 'Get the passkey policy of the environment',
  description:
    '`off`: passkeys are neither offered nor accepted. `optional`: people are offered one after they signed in. ' +
    '`mandatory`: people must set one up, and then use it in each sign-in.',
  scope: 'read:passkey',
  answers: [200, PasskeySettings],
  async handle(ctx) {
    return success(await viewOf(ctx))
  },
})

const update = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'UpdatePasskey',
  tag: 'Environments',
  summary: 'Update the passkey policy of the environment',
  description: 'Holds for sign-ins that begin afterwards. Passkeys that people have stay stored while it is `off`.',
  scope: 'update:passkey',
  body: z.object({ policy: Policy }),
  answers: [200, PasskeySettings],
  async handle(ctx, { body: { policy }, actor }) {
    await updateEnvironmentSettings(ctx, apiAuthor(actor), { said: { passkeyPolicy: policy }, unsaid: [] })
    return success(await viewOf(ctx))
  },
})

async function viewOf({ database, environment: { id } }: Pick<Context, 'database' | 'environment'>) {
  const environment = await findEnvironmentSettings(database.system, id)
  const { passkeyPolicy: policy } = settingsFor({ environment }).values
  return { enabled: policy !== 'off', policy }
}

export const passkeyPolicyRoutes = [reading, update]

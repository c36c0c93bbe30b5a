import { z } from 'zod'
import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { endpoint, success, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { readOwnSettings } from '#domain/environments'
import { findOrganizationProfile, noSuchOrganization, OrganizationParams } from '#domain/organizations'
import { organizationLayer, settingsFor } from '#domain/settings'
import { updateOrganization } from '../update-organization.ts'

const Policy = z.enum(['off', 'optional', 'mandatory'])
const PATH = '/api/v1/organizations/{org_code}/passkey'
const FIELDS = { enabled: z.boolean(), policy: Policy, is_override_environment_passkey_settings: z.boolean() }

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetOrganizationPasskey',
  tag: 'Organizations',
  summary: 'Get the passkey policy of an organization',
  description: '`policy` is the one that holds for sign-ins to the organization, whichever level sets it.',
  scope: 'read:organization_passkey',
  params: OrganizationParams,
  answers: [200, successOf({ ...FIELDS, environment_policy: Policy })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params: { org_code: code } }) {
    return success(await viewOf(ctx, code))
  },
})

const update = endpoint({
  method: 'put',
  path: PATH,
  operationId: 'UpdateOrganizationPasskey',
  tag: 'Organizations',
  summary: 'Update the passkey policy of an organization',
  description:
    '`is_override_environment_passkey_settings: false` returns to the policy of the environment. A policy of its own ' +
    'needs advanced features.',
  scope: 'update:organization_passkey',
  params: OrganizationParams,
  body: z.object({ policy: Policy.optional(), is_override_environment_passkey_settings: z.boolean().optional() }),
  answers: [200, successOf(FIELDS)],
  errors: { 400: ['ADVANCED_FEATURES_REQUIRED', 'PASSKEY_POLICY_MISSING'], 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { params: { org_code: code }, body, actor }) {
    const { policy, is_override_environment_passkey_settings: isOwn = policy !== undefined } = body
    const before = await viewOf(ctx, code)
    const settings = isOwn ? { said: { passkeyPolicy: policy ?? ownOf(before) }, unsaid: [] } : RETURNED
    await updateOrganization(ctx, { code, author: apiAuthor(actor) }, { settings })
    const { environment_policy: _environment, ...after } = await viewOf(ctx, code)
    return success(after)
  },
})

const RETURNED = { said: {}, unsaid: ['passkeyPolicy'] }

type Before = Awaited<ReturnType<typeof viewOf>>

/** Returns the policy that an override without one keeps. */
function ownOf({ policy, is_override_environment_passkey_settings: isOwn }: Before): Before['policy'] {
  if (isOwn) return policy
  throw new InvalidInput('PASSKEY_POLICY_MISSING', 'A policy is needed to override the one of the environment.')
}

async function viewOf(ctx: Pick<Context, 'db' | 'database' | 'environment'>, code: string) {
  const organization = await findOrganizationProfile(ctx.db, code)
  if (!organization) throw noSuchOrganization()
  const environment = await readOwnSettings(ctx)
  const { values, origins } = settingsFor({ environment, organization: organizationLayer(organization) })
  const { passkeyPolicy: policy } = values
  return {
    enabled: policy !== 'off',
    policy,
    is_override_environment_passkey_settings: origins.passkeyPolicy === 'organization',
    environment_policy: settingsFor({ environment }).values.passkeyPolicy,
  }
}

export const organizationPasskeyRoutes = [reading, update]

import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { listFactors } from '#domain/factors'
import { isMember, MemberParams, noSuchMember } from '#domain/memberships'
import { getOrganization } from '#domain/organizations'
import { isUser, noSuchUser } from '#domain/users'
import { resetFactor } from './reset-factor.ts'
import { resetFactors } from './reset-factors.ts'
import { FactorView, factorViewOf, mainFactorOf, MemberFactorParams } from './schema.ts'

const PATH = '/api/v1/organizations/{org_code}/users/{user_id}/mfa'
const UNKNOWN = ['ORGANIZATION_NOT_FOUND', 'USER_NOT_FOUND', 'ORGANIZATION_USER_NOT_FOUND'] as const
const SHARED = 'A factor belongs to the person and counts in every organization of theirs.'

interface Member {
  readonly org_code: string
  readonly user_id: string
}

/** A user of another organization is not found by this one (ATO-11). */
async function checkMember(ctx: Context, { org_code: code, user_id: userId }: Member): Promise<void> {
  const { id: organizationId } = await getOrganization(ctx, code)
  if (!(await isUser(ctx.db, userId))) throw noSuchUser()
  const key = { organizationId, businessId: ctx.environment.businessId }
  if (!(await isMember(ctx.db, key, userId))) throw noSuchMember()
}

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetOrgUserMFA',
  tag: 'Organizations',
  summary: 'Get a second factor of a member',
  description: `The one used last, else the newest; \`mfa\` is absent where there is none. ${SHARED}`,
  scope: 'read:organization_user_mfa',
  params: MemberParams,
  answers: [200, successOf({ mfa: FactorView.optional() })],
  errors: { 404: UNKNOWN },
  async handle(ctx, { params }) {
    await checkMember(ctx, params)
    const factor = mainFactorOf(await listFactors(ctx.db, params.user_id))
    return success(factor ? { mfa: factorViewOf(factor) } : {})
  },
})

const resetAll = endpoint({
  method: 'delete',
  path: PATH,
  operationId: 'ResetOrgUserMFAAll',
  tag: 'Organizations',
  summary: 'Reset the second factors of a member',
  description: `${SHARED} What \`ResetUsersMFAAll\` does.`,
  scope: 'delete:organization_user_mfa',
  params: MemberParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: UNKNOWN },
  async handle(ctx, { params }) {
    await checkMember(ctx, params)
    await resetFactors(ctx, params.user_id)
    return success()
  },
})

const resetOne = endpoint({
  method: 'delete',
  path: `${PATH}/{factor_id}`,
  operationId: 'ResetOrgUserMFA',
  tag: 'Organizations',
  summary: 'Reset one second factor of a member',
  description: `${SHARED} What \`ResetUsersMFA\` does.`,
  scope: 'delete:organization_user_mfa',
  params: MemberFactorParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['FACTOR_NOT_FOUND', ...UNKNOWN] },
  async handle(ctx, { params }) {
    await checkMember(ctx, params)
    await resetFactor(ctx, { userId: params.user_id, factorId: params.factor_id })
    return success()
  },
})

export const memberFactorRoutes = [reading, resetAll, resetOne]

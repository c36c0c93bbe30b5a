import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { takeFromTeam } from './take-from-team.ts'
import { changeMemberRole } from './change-member-role.ts'
import { openTeam } from './open-team.ts'
import { scopesOf, TEAM_ROLES } from './roles.ts'
import { MemberParams, MemberView, memberViewOf, RoleBody, RoleView, TeamList } from './schema.ts'
import { listMembers } from './views.ts'

const PATH = '/api/v1/team'
const MEMBER = `${PATH}/members/{member_id}` as const
const TAG = 'Team'
const OWN = 'Not part of the published contract: an operation of our own.'
const CHANGING =
  'Applications can do this in the production environment only, and nobody can give or take a role that allows more ' +
  `than they may. ${OWN}`
const REFUSALS = {
  403: ['PRODUCTION_APPLICATION_ONLY', 'ROLE_EXCEEDS_YOURS'],
  404: ['MEMBER_NOT_FOUND'],
  409: ['INSTALLATION_OWNER', 'LAST_OWNER'],
} as const

const listing = endpoint({
  method: 'get',
  path: `${PATH}/members`,
  operationId: 'getTeamMembers',
  tag: TAG,
  summary: 'List the members of the team',
  description: `The administrators who work on this business. Owners of the installation are among them. ${OWN}`,
  scope: 'read:team',
  query: TeamList,
  answers: [200, successOf({ members: z.array(MemberView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query: { page_size: size, next_token: token } }) {
    const list = { operation: 'getTeamMembers', filter: {} }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })[0]
    const rows = await openTeam(ctx, (place) => listMembers(place, { after, limit: size + 1 }))
    const { page, last } = pageOf(rows, size)
    return success({
      members: page.map(memberViewOf),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.userId]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid()])

const roles = endpoint({
  method: 'get',
  path: `${PATH}/roles`,
  operationId: 'getTeamRoles',
  tag: TAG,
  summary: 'List the roles of the team',
  description: `Each role with the scopes of the Management API that it gives. ${OWN}`,
  scope: 'read:team',
  answers: [200, successOf({ roles: z.array(RoleView) })],
  handle: async () => success({ roles: TEAM_ROLES.map((role) => ({ role, scopes: [...scopesOf(role)] })) }),
})

const update = endpoint({
  method: 'patch',
  path: MEMBER,
  operationId: 'updateTeamMember',
  tag: TAG,
  summary: 'Change the role of a member',
  description: `It counts with the next request of the member. ${CHANGING}`,
  scope: 'update:team',
  params: MemberParams,
  body: RoleBody,
  answers: [200, SuccessEnvelope],
  errors: REFUSALS,
  async handle(ctx, { params, body, actor }) {
    await changeMemberRole(ctx, { member: params.member_id, actor }, body.role)
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: MEMBER,
  operationId: 'removeTeamMember',
  tag: TAG,
  summary: 'Remove a member from the team',
  description: `The account of the member stays. ${CHANGING}`,
  scope: 'delete:team',
  params: MemberParams,
  answers: [200, SuccessEnvelope],
  errors: REFUSALS,
  async handle(ctx, { params, actor }) {
    await takeFromTeam(ctx, { member: params.member_id, actor })
    return success()
  },
})

export const teamRoutes = [listing, roles, update, removal]

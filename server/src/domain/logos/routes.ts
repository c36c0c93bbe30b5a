import { z } from 'zod'
import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { findOrganizationByCode } from '#domain/organizations'
import { deleteLogo } from './delete-logo.ts'
import { setLogo } from './set-logo.ts'
import { listLogoFiles } from './queries.ts'
import {
  LogoBody,
  LogoParams,
  LogoView,
  logoViewOf,
  OrganizationLogoParams,
  OrganizationLogoView,
  organizationLogoViewOf,
  OrganizationParams,
} from './schema.ts'

const PATH = '/api/v1/environment/logos'
const ORGANIZATION_PATH = '/api/v1/organizations/{org_code}/logos'
const ORGANIZATION_NOT_FOUND = { 404: ['ORGANIZATION_NOT_FOUND'] } as const
const BAD_IMAGE = { 400: ['IMAGE_TOO_LARGE', 'UNSUPPORTED_IMAGE'] } as const
const NONE = 'There is no such logo.'

async function organizationOf({ db }: Pick<Context, 'db' | 'environment'>, code: string) {
  const found = await findOrganizationByCode(db, code)
  if (!found) throw new NotFound('ORGANIZATION_NOT_FOUND', 'There is no such organization.')
  return { organizationId: found.id }
}

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'ReadLogo',
  tag: 'Environments',
  summary: 'List the logos of the environment',
  scope: 'read:environments',
  answers: [200, successOf({ logos: z.array(LogoView) })],
  async handle({ db }) {
    return success({ logos: (await listLogoFiles(db, {})).map(logoViewOf) })
  },
})

const addition = endpoint({
  method: 'put',
  path: `${PATH}/{type}`,
  operationId: 'AddLogo',
  tag: 'Environments',
  summary: 'Set a logo of the environment',
  description: 'In place of the one there was. The picture is written anew, fitted into 960 by 240 pixels.',
  scope: 'update:environments',
  params: LogoParams,
  body: LogoBody,
  bodyType: 'multipart/form-data',
  answers: [200, SuccessEnvelope],
  errors: BAD_IMAGE,
  async handle(ctx, { params, body: { logo }, actor }) {
    const target = { theme: params.type, author: apiAuthor(actor) }
    await setLogo(ctx, target, logo)
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: `${PATH}/{type}`,
  operationId: 'DeleteLogo',
  tag: 'Environments',
  summary: 'Delete a logo of the environment',
  scope: 'update:environments',
  params: LogoParams,
  answers: [200, SuccessEnvelope],
  nothing: NONE,
  async handle(ctx, { params, actor }) {
    const target = { theme: params.type, author: apiAuthor(actor) }
    return (await deleteLogo(ctx, target)) ? success() : undefined
  },
})

const organizationListing = endpoint({
  method: 'get',
  path: ORGANIZATION_PATH,
  operationId: 'ReadOrganizationLogo',
  tag: 'Organizations',
  summary: 'List the logos of an organization',
  scope: 'read:organizations',
  params: OrganizationParams,
  answers: [200, successOf({ logos: z.array(OrganizationLogoView) })],
  errors: ORGANIZATION_NOT_FOUND,
  async handle(ctx, { params: { org_code: code } }) {
    const logos = await listLogoFiles(ctx.db, await organizationOf(ctx, code))
    return success({ logos: logos.map((logo) => organizationLogoViewOf(logo, code)) })
  },
})

const organizationAddition = endpoint({
  method: 'post',
  path: `${ORGANIZATION_PATH}/{type}`,
  operationId: 'AddOrganizationLogo',
  tag: 'Organizations',
  summary: 'Set a logo of an organization',
  description: 'In place of the one there was. The picture is written anew, fitted into 960 by 240 pixels.',
  scope: 'update:organizations',
  params: OrganizationLogoParams,
  body: LogoBody,
  bodyType: 'multipart/form-data',
  answers: [200, SuccessEnvelope],
  errors: { ...ORGANIZATION_NOT_FOUND, ...BAD_IMAGE },
  async handle(ctx, { params, body: { logo }, actor }) {
    const owner = await organizationOf(ctx, params.org_code)
    await setLogo(ctx, { ...owner, theme: params.type, author: apiAuthor(actor) }, logo)
    return success()
  },
})

const organizationDeletion = endpoint({
  method: 'delete',
  path: `${ORGANIZATION_PATH}/{type}`,
  operationId: 'DeleteOrganizationLogo',
  tag: 'Organizations',
  summary: 'Delete a logo of an organization',
  scope: 'update:organizations',
  params: OrganizationLogoParams,
  answers: [200, SuccessEnvelope],
  nothing: NONE,
  errors: ORGANIZATION_NOT_FOUND,
  async handle(ctx, { params, actor }) {
    const owner = await organizationOf(ctx, params.org_code)
    const isDeleted = await deleteLogo(ctx, { ...owner, theme: params.type, author: apiAuthor(actor) })
    return isDeleted ? success() : undefined
  },
})

export const logoRoutes = [listing, addition, deletion, organizationListing, organizationAddition, organizationDeletion]

import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { findContrastProblems, lookOf } from '#flows/pages'
import { readOwnSettings, updateEnvironmentSettings } from '#domain/environments'
import { deleteLogo, LogoBody, LogoParams, setLogo } from '#domain/logos'
import { settingsFor } from '#domain/settings'
import { previewBrand } from './preview-brand.ts'
import { BRAND, BrandBody, BrandView, ContrastView, ORGANIZATION_BRAND, PreviewQuery, PreviewView } from './schema.ts'

const PATH = '/api/v1/environment/brand'
const OWN = 'Not part of the published contract: an operation of our own.'

/** The settings as they are stored at this moment: those of the context may be a moment old. */
async function resolvedOf(ctx: Pick<Context, 'database' | 'environment'>) {
  const { businessSettings: business } = ctx.environment
  return settingsFor({ business, environment: await readOwnSettings(ctx) })
}

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getBrand',
  tag: 'Brand',
  summary: 'Get the brand of the environment',
  description: `Its settings with the level that says so, its logos, and colours that are too faint to be read. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ brand: BrandView })],
  async handle(ctx) {
    const { environment } = ctx
    const { builtInOrigin, logos = {}, businessSettings: business } = environment
    const at = (path: string, digest: string | undefined) =>
      digest === undefined ? null : `${builtInOrigin}${path}?cache=${digest}`
    const resolved = await resolvedOf(ctx)
    return success({
      brand: {
        settings: BRAND.viewOf(resolved, settingsFor({ business })),
        logo: at('/logo', logos.light),
        logo_dark: at('/logo_dark', logos.dark),
        contrast: [...findContrastProblems(lookOf(resolved.values).colours ?? {})],
      },
    })
  },
})

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateBrand',
  tag: 'Brand',
  summary: 'Update the brand of the environment',
  description:
    'What is absent stays; `null` takes a value back. A colour that is too faint is saved as it is; `contrast` reports ' +
    `it, with the colour that the pages use instead. Radii are in pixels. ${OWN}`,
  scope: 'update:brand',
  body: BrandBody,
  answers: [200, successOf({ contrast: z.array(ContrastView) })],
  async handle(ctx, { body, actor }) {
    await updateEnvironmentSettings(ctx, apiAuthor(actor), BRAND.changeOf(body))
    const { values } = await resolvedOf(ctx)
    return success({ contrast: [...findContrastProblems(lookOf(values).colours ?? {})] })
  },
})

const preview = endpoint({
  method: 'get',
  path: `${PATH}/preview`,
  operationId: 'previewBrand',
  tag: 'Brand',
  summary: 'Preview a hosted page with an unsaved brand',
  description:
    'A sample of the page in one state, by the code of the real page, with the saved brand and these changes. An empty ' +
    `value takes a setting back. Nothing is saved. ${OWN}`,
  scope: 'read:environments',
  query: PreviewQuery,
  answers: [200, successOf({ preview: PreviewView })],
  errors: { 404: ['ORGANIZATION_NOT_FOUND'] },
  async handle(ctx, { query: { sample, language, scheme, org_code: organizationCode, logo, ...said } }) {
    const schema = organizationCode === undefined || organizationCode === '' ? BRAND : ORGANIZATION_BRAND
    const { html, nonce, contrast } = await previewBrand(ctx, {
      sample,
      language,
      scheme: scheme ?? 'light',
      organizationCode,
      logo: logo ?? 'saved',
      change: schema.changeOf(said),
    })
    return success({ preview: { html, nonce, contrast: [...contrast] } })
  },
})

const logoUpdate = endpoint({
  method: 'put',
  path: `${PATH}/logos/{type}`,
  operationId: 'setBrandLogo',
  tag: 'Brand',
  summary: 'Set a logo of the brand',
  description: `As \`AddLogo\`, with the scope of the brand. ${OWN}`,
  scope: 'update:brand',
  params: LogoParams,
  body: LogoBody,
  bodyType: 'multipart/form-data',
  answers: [200, SuccessEnvelope],
  errors: { 400: ['IMAGE_TOO_LARGE', 'UNSUPPORTED_IMAGE'] },
  async handle(ctx, { params, body: { logo }, actor }) {
    await setLogo(ctx, { theme: params.type, author: apiAuthor(actor) }, logo)
    return success()
  },
})

const logoDeletion = endpoint({
  method: 'delete',
  path: `${PATH}/logos/{type}`,
  operationId: 'deleteBrandLogo',
  tag: 'Brand',
  summary: 'Delete a logo of the brand',
  description: `As \`DeleteLogo\`, with the scope of the brand. ${OWN}`,
  scope: 'update:brand',
  params: LogoParams,
  answers: [200, SuccessEnvelope],
  nothing: 'There is no such logo.',
  async handle(ctx, { params, actor }) {
    const target = { theme: params.type, author: apiAuthor(actor) }
    return (await deleteLogo(ctx, target)) ? success() : undefined
  },
})

export const brandRoutes = [reading, update, preview, logoUpdate, logoDeletion]

import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import { ContentsExpand, ContentsView, EnvironmentParams, Name } from '../managing/schema.ts'
import type { EnvironmentContents } from '../managing/views.ts'
import type { ListedBusiness } from './queries.ts'

export const BusinessList = z.object({ ...ContentsExpand.shape, page_size: PageSize, next_token: NextToken })

export const BusinessParams = z.object({
  business_code: z.string().meta({ description: 'The code of the business.', example: 'bus_c69fb73b091' }),
})

export const BusinessEnvironmentParams = z.object({ ...BusinessParams.shape, ...EnvironmentParams.shape })

export const NewBusinessBody = z.strictObject({
  name: Name,
  host_label: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'must be small letters, digits and inner hyphens, 32 at most')
    .meta({ description: 'What its addresses begin with. It stays for good.', example: 'acme' }),
})

export const RenamedBusinessBody = z.strictObject({
  name: Name.optional(),
  host_label: z.string().optional().meta({ description: 'Refused where it is another: addresses are fixed.' }),
})

export const ListedView = z.object({
  code: z.string(),
  name: z.string(),
  host_label: z.string(),
  is_installation: z.boolean().meta({ description: 'Whether administrators of the installation are its people.' }),
  environments: z.array(
    z.object({
      code: z.string(),
      is_production: z.boolean(),
      origin: z.string().nullable().meta({ description: 'Where it answers; also its issuer.' }),
      contents: ContentsView.optional(),
    }),
  ),
  created_on: z.iso.datetime(),
})

export function listedViewOf(
  one: ListedBusiness,
  counted?: ReadonlyMap<string, EnvironmentContents>,
): z.input<typeof ListedView> {
  return {
    code: one.code,
    name: one.name,
    host_label: one.hostLabel,
    is_installation: one.environments.some(({ kind }) => kind === 'control'),
    environments: one.environments.map(({ id, code, kind, origin }) => ({
      code,
      is_production: kind === 'production',
      origin: origin ?? null,
      ...(counted?.has(id) && { contents: counted.get(id) }),
    })),
    created_on: one.createdAt.toISOString(),
  }
}

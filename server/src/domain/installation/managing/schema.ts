import { z } from 'zod'
import { expandSchema, isPlainText, NOT_PLAIN } from '#platform/http'
import type { EnvironmentContents, ManagedEnvironment } from './views.ts'

export const Name = z.string().trim().min(1).max(64).refine(isPlainText, NOT_PLAIN)

export const EnvironmentParams = z.object({
  environment_code: z.string().meta({ description: 'The code of the environment.', example: 'staging' }),
})

export const NewEnvironmentBody = z.strictObject({
  name: Name,
  code: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'must be small letters, digits and inner hyphens, 32 at most')
    .meta({ description: 'Becomes part of its address, and stays for good.', example: 'staging' }),
})

export const EnvironmentBody = z.strictObject({
  name: Name.optional(),
  is_live: z.boolean().optional().meta({ description: 'Of the production environment only.' }),
  code: z.string().optional().meta({ description: 'Refused where it is another: addresses are fixed.' }),
})

export const Confirmation = z.object({
  confirm: z.string().optional().meta({ description: 'The code again: without it what would be lost is answered.' }),
})

export const ContentsExpand = z.object({
  expand: expandSchema('contents').meta({
    type: 'string',
    description: 'With `contents` each environment has the numbers of things in it. A count stops at 10,000.',
  }),
})

export const ContentsView = z.object({
  users: z.number().int(),
  organizations: z.number().int(),
  applications: z.number().int(),
})

export const ManagedView = z.object({
  code: z.string(),
  name: z.string(),
  is_production: z.boolean(),
  is_live: z.boolean(),
  is_current: z.boolean().meta({ description: 'Whether it is the one that was asked.' }),
  origin: z.string().nullable().meta({ description: 'Where it answers; also its issuer.' }),
  created_on: z.iso.datetime(),
  contents: ContentsView.optional(),
})

export function managedViewOf(
  one: ManagedEnvironment,
  { currentId, contents }: { readonly currentId: string; readonly contents: EnvironmentContents | undefined },
): z.input<typeof ManagedView> {
  return {
    code: one.code,
    name: one.name,
    is_production: one.kind === 'production',
    is_live: one.isLive,
    is_current: one.id === currentId,
    origin: one.origin ?? null,
    created_on: one.createdAt.toISOString(),
    ...(contents && { contents }),
  }
}

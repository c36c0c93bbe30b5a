import { z } from 'zod'
import { expandSchema, NextToken, PageSize, QueryFlag } from '#platform/http'
import { hexOf, isId } from '#platform/ids'
import { OrganizationCode } from '#domain/organizations'
import type { ListedUser } from '../listing/index.ts'
import { identitiesOf, profileOf, SearchWords, UserId } from '../schema.ts'
import type { HeldScope } from './views.ts'

const Properties = z
  .record(z.string().max(100), z.string().max(4_000))
  .optional()
  .transform((properties) =>
    Object.entries(properties ?? {}).map(([key, text]) => ({ key, values: text.split(',').map((one) => one.trim()) })),
  )
  .refine((all) => all.length <= 10 && all.every(({ values }) => values.length <= 100), 'must be fewer')
  .meta({
    type: 'object',
    description: '`properties[plan]=pro,team`: one of the values; of several properties each.',
    param: { style: 'deepObject', explode: true },
  })

const Scopes = z
  .string()
  .max(4_000)
  .optional()
  .transform((text) => (text ?? '').split(',').flatMap((key) => key.trim() || []))
  .refine((keys) => keys.length <= 50, 'must be at most 50')
  .meta({ type: 'string', description: 'Keys of API scopes, comma-separated: who has one of them.' })

const NO_ROLE = '00000000-0000-0000-0000-000000000000'

/** Text of another form names a role that nobody has. */
function roleIdOf(text: string | undefined): string | undefined {
  return text === undefined || isId(text) ? text : NO_ROLE
}

export const UserFilterQuery = z
  .object({
    page_size: PageSize,
    next_token: NextToken,
    query: SearchWords,
    properties: Properties,
    is_suspended: QueryFlag,
    is_never_signed_in: QueryFlag.meta({ description: 'With `true` only people who never signed in.' }),
    org_code: OrganizationCode.optional().meta({ type: 'string', description: 'Members of this organization.' }),
    role_id: z.string().max(100).optional().transform(roleIdOf).meta({
      type: 'string',
      description: 'Holders of this role: in the organization that is named, or in any.',
    }),
    sort: z
      .enum(['created_asc', 'created_desc', 'last_signed_in_desc'])
      .optional()
      .meta({ description: '`created_asc` when not sent. Results of `query` have an order of their own.' }),
    expand: expandSchema('organizations', 'identities'),
  })
  .refine(({ query, sort }) => query.length === 0 || sort === undefined, {
    path: ['sort'],
    message: 'must not be sent with query, whose results come by the words found',
  })

const Cursor = z
  .union([z.literal('').transform(() => undefined), UserId])
  .optional()
  .meta({ type: 'string' })

export const UserSearch = z.object({
  page_size: PageSize,
  query: SearchWords,
  api_scopes: Scopes,
  properties: Properties,
  starting_after: Cursor.meta({ description: 'The id of the user to start after.' }),
  ending_before: Cursor.meta({ description: 'The id of the user to end before.' }),
  expand: expandSchema('organizations', 'identities', 'properties'),
})

export const FoundUser = z.object({
  id: z.string(),
  provided_id: z.string().nullable(),
  email: z.string().nullable(),
  username: z.string().nullable(),
  last_name: z.string().optional(),
  first_name: z.string().optional(),
  is_suspended: z.boolean(),
  picture: z.string().nullable(),
  total_sign_ins: z.number().int(),
  failed_sign_ins: z.number().int(),
  last_signed_in: z.string().nullable(),
  created_on: z.string(),
  organizations: z.array(z.string()).optional(),
  identities: z.array(z.object({ type: z.string(), identity: z.string() })).optional(),
  properties: z.record(z.string(), z.string()).optional(),
  api_scopes: z
    .array(z.object({ org_code: z.string(), scope: z.string(), api_id: z.string() }))
    .optional()
    .meta({ description: 'Where API scopes were searched for.' }),
})

interface ExpandedFields {
  readonly properties: Record<string, string> | undefined
  readonly scopes: readonly HeldScope[] | undefined
}

export function foundOf(user: ListedUser, { properties, scopes }: ExpandedFields): z.input<typeof FoundUser> {
  return {
    ...profileOf(user),
    // Null where the published schema has it, unlike in the list of users.
    provided_id: user.providedId,
    email: user.email,
    username: user.username,
    picture: user.picture,
    identities: identitiesOf(user),
    properties,
    api_scopes: scopes?.map(({ organizationCode, key, apiId }) => ({
      org_code: organizationCode,
      scope: key,
      api_id: hexOf(apiId),
    })),
  }
}

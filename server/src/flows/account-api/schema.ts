import { z } from 'zod'
import { expandSchema, PAGE_SIZE_MOST, PageSize } from '#platform/http'
import { hexOf, idFromHex } from '#platform/ids'
import type { FlagType } from '#domain/claims'

/** Ids of the Account API carry a prefix for their kind. */
export type Prefix = 'perm_' | 'role_' | 'flag_' | 'prop_'

export function wireId(prefix: Prefix, id: string): string {
  return prefix + hexOf(id)
}

/** `starting_after` is the id of the last record seen; what is none of ours lies before everything. */
export const PageOf = (prefix: Prefix) =>
  z.object({
    page_size: PageSize,
    starting_after: z
      .string()
      .optional()
      .transform((text) => (text === undefined ? '' : (idFromHex(text, prefix) ?? '')))
      .meta({ type: 'string', description: 'The id of the last record of the page before.' }),
  })

const Metadata = z.object({
  has_more: z.boolean(),
  next_page_starting_after: z.string().meta({ description: 'For `starting_after` of the next page.' }),
})

const Named = z.object({ id: z.string(), name: z.string(), key: z.string() })

const OrganizationCode = z.string().meta({ description: 'The organization signed in to.' })

/** Absent without an organization: the published contract knows no null there. */
const OrganizationCodeIfAny = OrganizationCode.optional()

export const PermissionList = z.object({
  data: z.object({ org_code: OrganizationCodeIfAny, permissions: z.array(Named) }),
  metadata: Metadata,
})

export const RoleList = z.object({
  data: z.object({ org_code: OrganizationCodeIfAny, roles: z.array(Named) }),
  metadata: Metadata,
})

export const PropertyList = z.object({
  data: z.object({ properties: z.array(Named.extend({ value: z.string() })) }),
  metadata: Metadata,
})

/** As SDKs have it, which is not how the lists look. */
export const PermissionAnswer = z.object({
  permissionKey: z.string(),
  orgCode: OrganizationCode.nullable(),
  isGranted: z.boolean(),
  data: Named.optional().meta({ description: 'Where it is granted.' }),
})

const FLAG_TYPES = { str: 'string', int: 'integer', bool: 'boolean', json: 'json' } as const

export const flagTypeOf = (type: FlagType) => FLAG_TYPES[type]

const Flag = z.object({
  id: z.string(),
  name: z.string().meta({ description: 'The key: SDKs look a flag up by this member.' }),
  key: z.string(),
  type: z.enum(Object.values(FLAG_TYPES)),
  value: z.unknown(),
})

/**
 * The published list of flags has pages but nothing that says whether there is another one, and clients that decode strictly
 * take no more. So all flags are on one page unless a size is sent, and `expand` adds what the other lists have.
 */
export const FlagsQuery = PageOf('flag_').extend({
  page_size: z
    .union([z.literal('').transform(() => undefined), PageSize])
    .optional()
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: PAGE_SIZE_MOST,
      description: 'Results per page: all when not sent.',
    }),
  expand: expandSchema('metadata').meta({
    type: 'string',
    description: '`metadata`: whether there is another page. A word of our own, so only where it is asked for.',
  }),
})

export const FlagList = z.object({ data: z.object({ feature_flags: z.array(Flag) }), metadata: Metadata.optional() })
export const FlagAnswer = z.object({ data: Flag })

const Organization = z.object({ id: z.string(), code: z.string(), name: z.string() })

export const OrganizationList = z.object({ data: z.array(Organization), metadata: Metadata })
export const OrganizationAnswer = z.object({ data: Organization.nullable() })

export const ProfileAnswer = z.object({
  data: z.object({
    id: z.string(),
    email: z.string().nullable(),
    given_name: z.string().nullable(),
    family_name: z.string().nullable(),
    picture: z.string().nullable(),
  }),
})

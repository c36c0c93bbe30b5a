import { z } from 'zod'
import { HASHING_METHODS } from '#platform/crypto'
import { Name, Picture, ProvidedId } from '#domain/users'

/** In CSV everything is text. */
const Truth = z.preprocess((value) => {
  if (typeof value !== 'string') return value
  const text = value.toLowerCase()
  if (['true', 't', 'yes', 'y', '1'].includes(text)) return true
  return ['false', 'f', 'no', 'n', '0', ''].includes(text) ? false : value
}, z.boolean().nullish())
const Whole = z.coerce.number().int().nullish()
const Text = z.string().max(1_000).nullish()
const Keys = z.array(z.string().min(1).max(100)).max(100).nullish()

const parameters = {
  salt: Text,
  salt_format: z.enum(['hex', 'string']).nullish(),
  salt_position: z.enum(['prefix', 'suffix']).nullish(),
  iterations: Whole,
  variant: Text,
  signer_key: Text,
  salt_separator: Text,
  rounds: Whole,
  mem_cost: Whole,
}

const password = {
  hashed_password: Text,
  hashing_algorithm: z.enum(HASHING_METHODS).nullish(),
  hashing_method: z.enum(HASHING_METHODS).nullish(),
  ...parameters,
  /** Exports of Kinde have the parameters here. */
  hashing_config: z.strictObject(parameters).nullish(),
  is_temporary_password: Truth,
}

/** Scopes of an API that the member has in addition to those of the roles. */
const Scopes = z.strictObject({ audience: z.string().min(1).max(1_000), scopes: z.array(z.string().max(200)).max(100) })

const Organization = z.union([
  z.string().min(1).max(255),
  z.strictObject({
    external_id: Text,
    external_organization_id: Text,
    code: Text,
    roles: Keys,
    permissions: Keys,
    scopes: z.array(Scopes).max(100).nullish(),
  }),
])

const Key = z.string().min(1).max(255)
const isOnceEach = (said: readonly { readonly key: string }[]) =>
  new Set(said.map(({ key }) => key)).size === said.length
const Properties = z
  .array(z.strictObject({ key: Key, value: z.union([z.string(), z.number(), z.boolean()]).nullish() }))
  .max(100)
  .refine(isOnceEach, 'names a key twice')
const FeatureFlags = z
  .array(z.strictObject({ key: Key, value: z.json() }))
  .max(100)
  .refine(isOnceEach, 'names a key twice')

/** Fields that other exports have and that mean nothing here. */
const IGNORED = { created_on: z.unknown().optional(), business_code: z.unknown().optional() }

/** A line of NDJSON, or a row of CSV with its lists split. An unknown field is refused as a misunderstanding. */
export const UserRow = z.strictObject({
  ...IGNORED,
  id: ProvidedId,
  provided_id: ProvidedId,
  external_id: ProvidedId,
  first_name: Name,
  last_name: Name,
  given_name: Name,
  family_name: Name,
  picture: Picture,
  is_suspended: Truth,
  email: Text,
  email_verified: Truth,
  phone: Text,
  phone_verified: Truth,
  phone_country_id: Text,
  username: Text,
  identities: z
    .array(
      z.strictObject({
        type: z.enum(['email', 'phone', 'username', 'social', 'enterprise']),
        identity: z.string().max(1_000),
        is_verified: Truth,
        provider: Text,
        connection_name: Text,
        profile: z
          .looseObject({ email: Text.catch(undefined) })
          .nullish()
          .catch(undefined),
        connection_id: z.unknown().optional(),
      }),
    )
    .max(20)
    .nullish(),
  password: z.strictObject(password).nullish(),
  ...password,
  properties: Properties.nullish(),
  feature_flags: FeatureFlags.nullish(),
  organizations: z.array(Organization).max(100).nullish(),
})
export type UserRow = z.output<typeof UserRow>

/** Columns that a list in one cell stands for. */
const LIST_COLUMNS = ['external_organization_id', 'organization_code', 'roles', 'permissions'] as const

/** The names that columns of CSV may have. */
export const USER_COLUMNS: readonly string[] = [...Object.keys(UserRow.shape), ...LIST_COLUMNS]

/**
 * Splits the columns with several values, which commas or semicolons separate: Kinde writes the former, spreadsheets
 * the latter.
 */
export function rowOfCsv(record: Readonly<Record<string, string>>): Record<string, unknown> {
  const { external_organization_id: ids, organization_code: codes, roles, permissions, ...rest } = record
  const keysOf = (text: string | undefined) => text?.split(/[;,]/).flatMap((key) => key.trim() || [])
  const listed = keysOf(`${ids ?? ''};${codes ?? ''}`) ?? []
  return {
    ...rest,
    ...(listed.length === 0
      ? {}
      : {
          organizations: listed.map((id) => ({
            external_id: id,
            ...(roles === undefined ? {} : { roles: keysOf(roles) }),
            ...(permissions === undefined ? {} : { permissions: keysOf(permissions) }),
          })),
        }),
  }
}

import { z } from 'zod'
import { expandSchema, isPlainText, isSafeName, NOT_PLAIN, SAFE_NAME } from '#platform/http'
import { ApplicationId, type ApplicationType } from '#domain/applications'
import {
  apiIdFromText,
  apiIdOf,
  scopeIdFromText,
  scopeIdOf,
  type ResourceServer,
  type Scope,
} from './resource-server.ts'
import { SCOPE_KEY } from './scope-key.ts'

// Text of another form names nothing, so it is answered like an id that nobody has.
const ApiId = z
  .string()
  .transform(apiIdFromText)
  .meta({ type: 'string', description: 'The id of the API.', example: '838f208d006a482dbd8cdb79a9889f68' })

const ScopeId = z.string().transform(scopeIdFromText).meta({
  type: 'string',
  description: 'The id of the scope.',
  example: 'api_scope_019391daf58d87d8a7213419c016ac95',
})

export const ApiParams = z.object({ api_id: ApiId })
export const ScopeParams = z.object({ api_id: ApiId, scope_id: ScopeId })
export const ApplicationScopeParams = z.object({ api_id: ApiId, application_id: ApplicationId, scope_id: ScopeId })

export const ApiList = z.object({
  expand: z.enum(['scopes', '']).optional().meta({ description: '`scopes`: the scopes of each API as well.' }),
})

export const ApiQuery = z.object({
  expand: expandSchema('token_typ').meta({
    type: 'string',
    description: '`token_typ`: the `typ` of its access tokens. A word of our own, so only where it is asked for.',
  }),
})

const ApiName = z.string().trim().min(1).max(64).refine(isPlainText, NOT_PLAIN)

export const NewApiBody = z.object({
  name: ApiName,
  audience: z
    .string()
    .regex(/^[\x21-\x7E]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks')
    .meta({ description: 'What `aud` of its tokens says, commonly its URL. It stays for good.' }),
})

const Description = z.string().max(500).refine(isPlainText, NOT_PLAIN).nullish()

export const NewScopeBody = z.object({
  key: z
    .string()
    .regex(SCOPE_KEY, 'must be 1 to 64 printable ASCII characters without blank, quote or backslash')
    .refine(isSafeName, SAFE_NAME)
    .meta({ description: 'What `scope` of tokens says. It stays for good.', example: 'read:logs' }),
  description: Description,
})

export const ScopeBody = z.object({ description: Description }).optional()

const TokenTyp = z.enum(['JWT', 'at+jwt']).meta({
  description:
    'The `typ` of its access tokens. `at+jwt` is that of RFC 9068; several verifiers in the field accept `JWT` only. A ' +
    'token for several APIs has it where all of them want it.',
})

export const ApiBody = z.strictObject({ name: ApiName.optional(), token_typ: TokenTyp.optional() }).optional()

export const CreatedResource = z.object({ id: z.string() })

const ListedScope = z.object({ id: z.string(), key: z.string() })

export const ListedApi = z.object({
  id: z.string(),
  name: z.string(),
  audience: z.string(),
  is_management_api: z.boolean(),
  scopes: z.array(ListedScope).optional().meta({ description: 'Where they were asked for.' }),
})

export function listedScopeOf({ id, key }: Scope): z.input<typeof ListedScope> {
  return { id: scopeIdOf(id), key }
}

export function listedApiOf({ id, name, audience, isManagement }: ResourceServer): z.input<typeof ListedApi> {
  return { id: apiIdOf(id), name, audience, is_management_api: isManagement }
}

const TYPES = {
  m2m: 'Machine to machine (M2M)',
  reg: 'Back-end web',
  spa: 'Front-end and mobile',
  device: 'Device and IoT',
} as const

export function typeNameOf(type: ApplicationType) {
  return TYPES[type]
}

/** An API that an application may ask for. */
export const GrantedApi = ListedApi.extend({
  scopes: z.array(ListedScope).meta({ description: 'Those that were selected for the application.' }),
  is_limited: z.boolean().meta({ description: '`false`: for a user it may ask for whatever the user has.' }),
})

export const ApiView = z.object({
  ...ListedApi.shape,
  token_typ: TokenTyp.optional(),
  scopes: z.array(ListedScope),
  applications: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        type: z.enum(Object.values(TYPES)),
        is_active: z.boolean(),
      }),
    )
    .meta({ description: 'Those that are authorised for it.' }),
})

export const ScopeView = z.object({ id: z.string(), key: z.string(), description: z.string() })

export function scopeViewOf({ id, key, description }: Scope): z.input<typeof ScopeView> {
  return { id: scopeIdOf(id), key, description }
}

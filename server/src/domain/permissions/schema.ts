import { z } from 'zod'
import { isPlainText, isSafeName, NextToken, NOT_PLAIN, PageSize, SAFE_NAME, sortSchema } from '#platform/http'
import { permissionIdFromText } from './permission.ts'
import { HOLDERS_COUNTED } from './views.ts'

// Text of another form names nothing, so it is answered like an id that nobody has.
export const PermissionId = z
  .string()
  .transform(permissionIdFromText)
  .meta({ type: 'string', description: 'The id of the permission.', example: '0192c16a-bb53-7442-97e5-97d31877ba5b' })

export const PermissionParams = z.object({ permission_id: PermissionId })

export const PermissionList = z.object({
  sort: sortSchema('name', 'id'),
  page_size: PageSize,
  next_token: NextToken,
})

export const PermissionSearch = z.object({
  query: z.string().trim().min(1).max(200),
  page_size: PageSize,
  next_token: NextToken,
})

const Key = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/, 'must be 1 to 128 printable ASCII characters without blank, quote or \\')
  .refine(isSafeName, SAFE_NAME)
  .meta({ description: 'What code asks for and tokens say.', example: 'create:todos' })
const Name = z.string().trim().min(1).max(200).refine(isPlainText, NOT_PLAIN)
const Description = z.string().max(1_000).refine(isPlainText, NOT_PLAIN).nullish()

export const NewPermissionBody = z.object({ key: Key, name: Name, description: Description })
export const PermissionBody = z
  .object({ key: Key.optional(), name: Name.optional(), description: Description })
  .optional()

export const PermissionView = z
  .object({ id: z.string(), key: z.string(), name: z.string(), description: z.string() })
  .meta({ id: 'permissions' })

export const CountedPermissionView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  roles: z.number().int().meta({ description: 'How many roles of the business give it.' }),
  direct_members: z
    .number()
    .int()
    .meta({
      description: `How many members of this environment have it directly; ${String(HOLDERS_COUNTED + 1)} means more than ${String(HOLDERS_COUNTED)}.`,
    }),
})

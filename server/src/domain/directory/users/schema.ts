import { z } from 'zod'
import { QueryFlag } from '#platform/http'
import type { TypedIdentity } from '#domain/identities'
import { Name, Picture, ProvidedId, UserId } from '#domain/users'

export const UserIdQuery = z.object({ id: UserId })
export const UserDeletion = z.object({
  id: UserId,
  is_delete_profile: QueryFlag.meta({
    description: 'Also name, picture and agreements, and the entry in the list of subscribers.',
  }),
})

const NewIdentity = z.object({
  type: z.enum(['email', 'phone', 'username']),
  is_verified: z.boolean().nullish().meta({ description: 'That you have verified it. Not verified when not sent.' }),
  details: z
    .object({
      email: z.string().nullish(),
      phone: z.string().nullish(),
      phone_country_id: z.string().nullish().meta({ example: 'au' }),
      username: z.string().nullish(),
    })
    .nullish(),
})

export const NewUserBody = z
  .object({
    profile: z.object({ given_name: Name, family_name: Name, picture: Picture }).nullish(),
    organization_code: z.string().nullish().meta({ description: 'The organization to join; else the default one.' }),
    provided_id: ProvidedId,
    identities: z.array(NewIdentity).max(20).nullish(),
  })
  .optional()

export function typedIdentityOf({ type, details }: z.output<typeof NewIdentity>): TypedIdentity {
  return { kind: type, value: details?.[type] ?? '', phoneCountry: details?.phone_country_id ?? undefined }
}

export const UserBody = z
  .object({
    given_name: Name,
    family_name: Name,
    picture: Picture,
    is_suspended: z.boolean().nullish(),
    is_password_reset_requested: z.boolean().nullish().meta({
      description: 'The user sets a new password at the next sign-in, after a code sent to a verified email.',
    }),
    provided_id: ProvidedId,
  })
  .optional()

export const CreatedUser = z
  .object({
    id: z.string(),
    created: z.boolean(),
    identities: z.array(z.object({ type: z.string(), result: z.object({ created: z.boolean() }) })),
  })
  .meta({ id: 'create_user_response' })

export const UpdatedUser = z
  .object({
    id: z.string(),
    given_name: z.string().optional(),
    family_name: z.string().optional(),
    email: z.string().optional(),
    is_suspended: z.boolean(),
    is_password_reset_requested: z.boolean(),
    picture: z.string().nullable(),
  })
  .meta({ id: 'update_user_response' })

import { z } from 'zod'
import { idOfSigningKey, noSuchSigningKey, signingKeyIdOf, standingOf, type SigningKey } from './signing-key.ts'

export const SigningKeyParams = z.object({
  signing_key_id: z
    .string()
    .transform((text) => {
      const id = idOfSigningKey(text)
      if (id === undefined) throw noSuchSigningKey()
      return id
    })
    .meta({ type: 'string', example: 'key_0199c0f0a1b27c3d8e4f5a6b7c8d9e0f' }),
})

export const SigningKeyView = z
  .object({
    id: z.string(),
    kid: z.string().meta({ description: 'As tokens and the key set name it.' }),
    state: z.enum(['current', 'next', 'previous', 'retired', 'revoked']).meta({
      description:
        '`current` signs; `next` is published and will sign from `activates_on` on; `previous` is published until ' +
        '`published_until`, because tokens that it signed are still valid; `retired` and `revoked` are not published.',
    }),
    created_on: z.iso.datetime(),
    activates_on: z.iso.datetime(),
    published_until: z.iso.datetime().nullable(),
  })
  .meta({ id: 'signing_key' })

export function viewOf(key: SigningKey, keys: readonly SigningKey[], now: Date): z.input<typeof SigningKeyView> {
  const { state, publishedUntil } = standingOf(key, keys, now)
  return {
    id: signingKeyIdOf(key.id),
    kid: key.kid,
    state,
    created_on: key.createdAt.toISOString(),
    activates_on: key.activatesAt.toISOString(),
    published_until: publishedUntil?.toISOString() ?? null,
  }
}

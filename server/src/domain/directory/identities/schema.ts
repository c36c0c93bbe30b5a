import { z } from 'zod'
import { expandSchema } from '#platform/http'
import {
  connectionIdOf,
  identityIdFromText,
  identityIdOf,
  isConfirmed,
  noSuchIdentity,
  type HeldAwaitedIdentity,
  type Identity,
} from '#domain/identities'

/** Text of another form names none, so it is answered like an id that nobody has. */
const IdentityId = z
  .string()
  .transform((text) => {
    const id = identityIdFromText(text)
    if (id === undefined) throw noSuchIdentity()
    return id
  })
  .meta({ type: 'string', description: "The identity's id.", example: 'identity_019617f0cd72460a42192cf37b41084f' })

export const IdentityParams = z.object({ identity_id: IdentityId })

const Cursor = z
  .string()
  .max(100)
  .optional()
  .transform((text) => (text === '' ? undefined : text))
  .meta({ type: 'string' })

const Expand = expandSchema('connection_name').meta({
  type: 'string',
  description: '`connection_name`: the connection that an imported identity waits for. A word of our own.',
})

export const IdentityQuery = z.object({ expand: Expand })
export const IdentityList = z.object({
  expand: Expand,
  starting_after: Cursor.meta({ description: 'The id of the identity to start after.' }),
  ending_before: Cursor.meta({ description: 'The id of the identity to end before.' }),
})

export const NewIdentityBody = z.object({
  value: z.string().meta({ example: 'sally@example.com' }),
  type: z.enum(['email', 'username', 'phone', 'enterprise', 'social']),
  phone_country_id: z
    .string()
    .nullish()
    .meta({ description: 'The country of a phone number that is not in international form.', example: 'au' }),
  connection_id: z.string().nullish().meta({ description: 'Of a social or enterprise identity.' }),
})

export const IdentityBody = z.object({ is_primary: z.boolean().optional() })

export const IdentityView = z
  .object({
    id: z.string(),
    type: z.string(),
    is_confirmed: z.boolean(),
    created_on: z.string(),
    last_login_on: z.string().optional().meta({ description: 'Where somebody has signed in by it.' }),
    total_logins: z.number().int(),
    name: z.string().meta({ description: 'The value of the identity.' }),
    email: z.string().optional().meta({ description: 'Its address, where it has one.' }),
    connection_id: z.string().nullable(),
    connection_name: z.string().optional().meta({
      description: 'The name of the connection that an imported identity waits for. A field of our own, by `expand`.',
    }),
    is_primary: z.boolean().meta({ description: 'Of its kind.' }),
  })
  .meta({ id: 'identity' })

export function identityViewOf(identity: Identity): z.input<typeof IdentityView> {
  return {
    id: identityIdOf(identity.id),
    type: identity.kind,
    is_confirmed: isConfirmed(identity),
    created_on: identity.createdAt.toISOString(),
    last_login_on: identity.lastSignedInAt?.toISOString(),
    total_logins: identity.totalSignIns,
    name: identity.typed,
    email: identity.kind === 'email' ? identity.typed : identity.email,
    connection_id: identity.connectionId === undefined ? null : connectionIdOf(identity.connectionId),
    is_primary: identity.isPrimary,
  }
}

/** Nobody signed in by it, and nobody does before there is a connection of that name. */
export function awaitedViewOf(awaited: HeldAwaitedIdentity, expand: ReadonlySet<string>): z.input<typeof IdentityView> {
  return {
    id: identityIdOf(awaited.id),
    type: awaited.kind,
    is_confirmed: false,
    created_on: awaited.createdAt.toISOString(),
    total_logins: 0,
    name: awaited.typed,
    email: awaited.email,
    connection_id: null,
    connection_name: expand.has('connection_name') ? awaited.connectionName : undefined,
    is_primary: false,
  }
}

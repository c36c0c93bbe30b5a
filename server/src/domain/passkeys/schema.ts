import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { isPlainText, NOT_PLAIN } from '#platform/http'
import { hexOf, idFromHex } from '#platform/ids'
import { UserId } from '#domain/users'
import { labelOf, type Passkey } from './passkey.ts'

/** The answer to an unknown id, and to the passkey of another user. */
export function noSuchPasskey(): NotFound {
  return new NotFound('PASSKEY_NOT_FOUND', 'No such passkey.')
}

export function passkeyIdOf({ id }: Pick<Passkey, 'id'>): string {
  return `passkey_${hexOf(id)}`
}

/** An id that no passkey has. Text of another form names none, which the answer says once the body was read. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

const PasskeyId = z
  .string()
  .transform((text) => idFromHex(text, 'passkey_') ?? NO_ID)
  .meta({ type: 'string', example: 'passkey_0199c75ec12fe8434ffc9d527794f006' })

export const PasskeyParams = z.object({ user_id: UserId, passkey_id: PasskeyId })

export const PasskeyName = z.string().trim().min(1).max(100).refine(isPlainText, NOT_PLAIN)

export const PasskeyView = z.object({
  id: z.string(),
  name: z.string().meta({ description: 'The chosen name, that of the authenticator, or the kind with the date.' }),
  authenticator: z.string().nullable().meta({ description: 'The model, where the browser says it.' }),
  host: z.string().meta({ description: 'The host at which it can be used.' }),
  is_synced: z.boolean().meta({ description: 'The authenticator may copy it to other devices of the person.' }),
  created_on: z.iso.datetime(),
  last_used_on: z.iso.datetime().nullable(),
})

const KINDS = { synced: 'Passkey', security_key: 'Security key', device: 'Passkey of a device' } as const

/** Returns the name of a passkey in English, for the Management API, events and the console. */
export function nameOfPasskey(passkey: Passkey): string {
  const label = labelOf(passkey)
  if ('name' in label) return label.name
  return `${KINDS[label.kind]}, ${label.createdAt.toISOString().slice(0, 10)}`
}

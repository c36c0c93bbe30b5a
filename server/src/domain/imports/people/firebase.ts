import { z } from 'zod'
import type { HashDescription } from '#platform/crypto'

/** The parameters of a Firebase project, as its console shows them. */
export const HashConfig = z.strictObject({
  algorithm: z.literal('SCRYPT').optional(),
  base64_signer_key: z.string().max(1_000),
  base64_salt_separator: z.string().max(1_000),
  rounds: z.number().int(),
  mem_cost: z.number().int(),
})
export type HashConfig = z.output<typeof HashConfig>

const FirebaseUser = z.object({
  localId: z.string(),
  email: z.string().nullish(),
  emailVerified: z.boolean().nullish(),
  displayName: z.string().nullish(),
  photoUrl: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  disabled: z.boolean().nullish(),
  passwordHash: z.string().nullish(),
  salt: z.string().nullish(),
})

export interface FirebaseRow {
  readonly record: Readonly<Record<string, unknown>>
  readonly password: HashDescription | undefined
}

/** A user of `firebase auth:export`; undefined where the record is none. */
export function readFirebaseUser(record: unknown, config: HashConfig | undefined): FirebaseRow | undefined {
  // Most records are none, and to say why would cost more than to read them.
  if (typeof record !== 'object' || record === null || !('localId' in record)) return undefined
  const parsed = FirebaseUser.safeParse(record)
  if (!parsed.success) return undefined
  const user = parsed.data
  const [first = '', ...others] = (user.displayName ?? '').trim().split(/\s+/u)
  return {
    record: {
      id: user.localId,
      email: user.email,
      email_verified: user.emailVerified,
      phone: user.phoneNumber,
      // Firebase knows numbers only once they were proven.
      phone_verified: true,
      first_name: first,
      last_name: others.join(' '),
      picture: user.photoUrl,
      is_suspended: user.disabled,
    },
    password: user.passwordHash ? passwordOf(user.passwordHash, user.salt ?? '', config) : undefined,
  }
}

function passwordOf(hash: string, salt: string, config: HashConfig | undefined): HashDescription {
  return {
    method: 'firebase-scrypt',
    hash,
    salt,
    signerKey: config?.base64_signer_key,
    saltSeparator: config?.base64_salt_separator,
    rounds: config?.rounds,
    memCost: config?.mem_cost,
  }
}

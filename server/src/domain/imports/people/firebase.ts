import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
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

/** A boolean, or its name where the file is CSV. */
const Truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).nullish()

const ProviderInfo = z.object({ providerId: z.string(), rawId: z.string().nullish(), email: z.string().nullish() })

const FirebaseUser = z.object({
  localId: z.string(),
  email: z.string().nullish(),
  emailVerified: Truth,
  displayName: z.string().nullish(),
  photoUrl: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  disabled: Truth,
  passwordHash: z.string().nullish(),
  salt: z.string().nullish(),
  providerUserInfo: z.array(ProviderInfo).max(20).nullish(),
  customAttributes: z.string().nullish(),
})

export interface FirebaseRow {
  readonly record: Readonly<Record<string, unknown>>
  readonly password: HashDescription | undefined
}

/**
 * Returns a user of `firebase auth:export`, from a line of JSON or a row of CSV; undefined where the record is none.
 *
 * @throws {InvalidInput} `CUSTOM_ATTRIBUTES_NOT_SUPPORTED`: nothing that a row says is dropped without a word
 */
export function readFirebaseUser(record: unknown, config: HashConfig | undefined): FirebaseRow | undefined {
  // Most records are none, and to say why would cost more than to read them.
  if (typeof record !== 'object' || record === null || !('localId' in record)) return undefined
  const parsed = FirebaseUser.safeParse(withProviders(record))
  if (!parsed.success) return undefined
  const user = parsed.data
  if (user.customAttributes && user.customAttributes !== '{}') {
    throw new InvalidInput(
      'CUSTOM_ATTRIBUTES_NOT_SUPPORTED',
      'customAttributes have no place here. Bring them as properties, and take them out of this row.',
    )
  }
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
      identities: identitiesOf(user),
    },
    password: user.passwordHash ? passwordOf(user.passwordHash, user.salt ?? '', config) : undefined,
  }
}

const PROVIDERS = ['google', 'facebook', 'twitter', 'github']

/** CSV has columns of four providers in place of `providerUserInfo`. */
function withProviders(record: object): object {
  const fields: Readonly<Partial<Record<string, unknown>>> = { ...record }
  if (fields['providerUserInfo'] !== undefined) return record
  const providerUserInfo = PROVIDERS.flatMap((provider) => {
    const rawId = fields[`${provider}Id`]
    return rawId === undefined ? [] : [{ providerId: `${provider}.com`, rawId, email: fields[`${provider}Email`] }]
  })
  return { ...record, providerUserInfo }
}

/** Accounts at social providers wait for a connection named after the provider. Addresses and numbers are fields. */
function identitiesOf({ providerUserInfo }: z.output<typeof FirebaseUser>) {
  return (providerUserInfo ?? []).flatMap(({ providerId, rawId, email }) =>
    rawId && providerId !== 'password' && providerId !== 'phone'
      ? [{ type: 'social', identity: rawId, provider: providerId.replace(/\.com$/, ''), profile: { email } }]
      : [],
  )
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

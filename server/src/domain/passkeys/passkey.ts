import { z } from 'zod'
import { nameOfAuthenticator } from './authenticator-name.ts'

export interface Passkey {
  readonly id: string
  readonly userId: string
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  /** The host at which it was registered. */
  readonly rpId: string
  readonly userHandle: Buffer
  /** The model of the authenticator; zeros where the browser hid it. */
  readonly aaguid: string
  readonly transports: readonly string[]
  /** The authenticator may copy it to other devices (WebAuthn: backup eligible). */
  readonly isSynced: boolean
  readonly signCount: number
  readonly name: string | undefined
  readonly createdAt: Date
  readonly lastUsedAt: Date | undefined
}

/** A passkey that was registered and verified, and is not stored yet; binary values are base64url. */
export const NewPasskey = z.object({
  credentialId: z.string(),
  publicKey: z.string(),
  rpId: z.string(),
  userHandle: z.string(),
  aaguid: z.string(),
  transports: z.array(z.string()),
  isSynced: z.boolean(),
  signCount: z.number(),
})
export type NewPasskey = z.infer<typeof NewPasskey>

/** The name of a passkey, or its kind where it has none: the reader's language decides the words of a kind. */
export type PasskeyLabel =
  { readonly name: string } | { readonly kind: 'synced' | 'security_key' | 'device'; readonly createdAt: Date }

type Labelled = Pick<Passkey, 'name' | 'aaguid' | 'isSynced' | 'transports' | 'createdAt'>

export function labelOf({ name, aaguid, isSynced, transports, createdAt }: Labelled): PasskeyLabel {
  const known = name ?? nameOfAuthenticator(aaguid)
  if (known !== undefined) return { name: known }
  if (isSynced) return { kind: 'synced', createdAt }
  const isRoaming = transports.some((one) => one === 'usb' || one === 'nfc')
  return { kind: isRoaming ? 'security_key' : 'device', createdAt }
}

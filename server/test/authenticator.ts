import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'

/** A WebAuthn authenticator in software, with the faults that a test asks for. */

interface Credential {
  readonly id: Buffer
  readonly key: KeyObject
  readonly publicKey: KeyObject
  readonly userHandle: Buffer
  readonly rpId: string
  count: number
}

export interface Faults {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  /** The authenticator does not verify the person. */
  readonly isUnverified?: boolean
  /** Signs with another key than the registered one. */
  readonly isForged?: boolean
  /** The counter of the answer. */
  readonly count?: number
  readonly userHandle?: Buffer | null
  readonly crossOrigin?: boolean
  /** The AAGUID of the model, as 32 hexadecimal digits. */
  readonly aaguid?: string
  readonly isSynced?: boolean
  /** Registers this credential id again. */
  readonly id?: Buffer
}

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()

export interface RequestOptions {
  readonly challenge: string
  readonly rpId: string
  readonly userVerification: string
  readonly allowCredentials: readonly { readonly id: string }[]
}

export interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id: string; readonly name: string }
  readonly user: { readonly id: string; readonly name: string }
  readonly excludeCredentials: readonly { readonly id: string }[]
}

export class Authenticator {
  readonly #origin: string
  readonly credentials: Credential[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  /** Makes a passkey, and returns the answer of the browser as JSON. */
  create(options: CreationOptions, faults: Faults = {}): string {
    const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = faults.id ?? randomBytes(32)
    const rpId = faults.rpId ?? options.rp.id
    const userHandle = Buffer.from(options.user.id, 'base64url')
    this.credentials.push({ id, key, publicKey, userHandle, rpId, count: faults.count ?? 0 })
    const aaguid = Buffer.from(faults.aaguid ?? '0'.repeat(32), 'hex')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([aaguid, length, id, coseOf(publicKey)])
    const data = Buffer.concat([this.#head(rpId, { ...faults, count: faults.count ?? 0 }, 0x40), attested])
    const object = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      uint16(data.length),
      data,
    ])
    return JSON.stringify({
      id: encode(id),
      rawId: encode(id),
      type: 'public-key',
      response: {
        clientDataJSON: encode(this.#clientData('webauthn.create', options.challenge, faults)),
        attestationObject: encode(object),
        transports: ['internal', 'hybrid'],
      },
    })
  }

  /** Answers with the newest passkey of the host, or with the one that is given. */
  get(options: RequestOptions, faults: Faults = {}, credential = this.credentials.at(-1)): string {
    if (!credential) throw new Error('the authenticator has no passkey')
    credential.count = faults.count ?? credential.count
    const clientData = this.#clientData('webauthn.get', options.challenge, faults)
    const data = this.#head(faults.rpId ?? options.rpId, { ...faults, count: credential.count }, 0)
    const { key } = faults.isForged === true ? generateForger() : credential
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(clientData)]))
      .sign(key)
    const handle = faults.userHandle === undefined ? credential.userHandle : faults.userHandle
    return JSON.stringify({
      id: encode(credential.id),
      rawId: encode(credential.id),
      type: 'public-key',
      response: {
        clientDataJSON: encode(clientData),
        authenticatorData: encode(data),
        signature: encode(signature),
        ...(handle ? { userHandle: encode(handle) } : {}),
      },
    })
  }

  #clientData(type: string, challenge: string, faults: Faults): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: faults.challenge ?? challenge,
        origin: faults.origin ?? this.#origin,
        crossOrigin: faults.crossOrigin ?? false,
      }),
    )
  }

  /** Returns the first part of authenticator data: host, flags and counter (WebAuthn section 6.1). */
  #head(rpId: string, { isUnverified, isSynced, count }: Faults & { count: number }, more: number): Buffer {
    const flags = 0x01 | (isUnverified === true ? 0 : 0x04) | (isSynced === true ? 0x18 : 0) | more
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(count)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter])
  }
}

function generateForger() {
  return { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

/** Returns an ES256 key in COSE form (RFC 9053 section 7.1.1). */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
}

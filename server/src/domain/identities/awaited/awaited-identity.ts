import { InvalidInput } from '#platform/errors'
import { parseEmailAddress } from '../email-address.ts'

/** An imported identity at a connection that is known by its name only. It cannot be used to sign in. */
export interface AwaitedIdentity {
  readonly kind: 'social' | 'enterprise'
  /** The name is compared as it is. */
  readonly connectionName: string
  /** The id or the address at the provider. */
  readonly typed: string
  readonly normalized: string
  /** The address at the provider, normalised. */
  readonly email: string | undefined
}

/** An awaited identity of a user. */
export interface HeldAwaitedIdentity extends AwaitedIdentity {
  /** Derived from kind, connection and identity, so it stays the same while the identity waits. */
  readonly id: string
  readonly userId: string
  readonly createdAt: Date
}

interface ImportedIdentity extends Pick<AwaitedIdentity, 'kind'> {
  readonly connectionName: string | undefined
  readonly value: string
  /** The address that the file names next to the identity. */
  readonly email: string | undefined
}

/** @throws {InvalidInput} `CONNECTION_NOT_FOUND`, `INVALID_IDENTITY` */
export function parseAwaitedIdentity({ kind, connectionName, value, email }: ImportedIdentity): AwaitedIdentity {
  const name = (connectionName ?? '').trim()
  if (name === '') {
    throw new InvalidInput('CONNECTION_NOT_FOUND', `A ${kind} identity needs the name of its connection: provider.`)
  }
  const typed = value.trim()
  if (!isPlain(typed) || !isPlain(name)) {
    throw new InvalidInput('INVALID_IDENTITY', `This is not an identity of a ${kind} connection.`)
  }
  const address = parseEmailAddress(typed)
  const told = address ?? parseEmailAddress(email ?? '')
  return {
    kind,
    connectionName: name,
    typed,
    normalized: address?.normalized ?? typed,
    email: told?.normalized,
  }
}

/** Both texts are in the key of an index, whose entries have a limit. */
function isPlain(text: string): boolean {
  return text !== '' && text.length <= 255 && text.isWellFormed() && !/\p{Cc}/u.test(text)
}

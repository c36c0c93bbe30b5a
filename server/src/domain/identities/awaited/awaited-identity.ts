import { InvalidInput } from '#platform/errors'
import { parseEmailAddress } from '../email-address.ts'

/** What an imported user is at a connection that is known by its name only. Nobody signs in by it. */
export interface AwaitedIdentity {
  readonly kind: 'social' | 'enterprise'
  /** Compared as it is. */
  readonly connectionName: string
  /** The id or the address at the provider. */
  readonly typed: string
  readonly normalized: string
  /** The address at the provider, normalised. */
  readonly email: string | undefined
}

/** One that somebody has. */
export interface HeldAwaitedIdentity extends AwaitedIdentity {
  /** Made of kind, connection and identity: the same as long as it waits. */
  readonly id: string
  readonly userId: string
  readonly createdAt: Date
}

interface Said extends Pick<AwaitedIdentity, 'kind'> {
  readonly connectionName: string | undefined
  readonly value: string
  /** An address that is said beside. */
  readonly email: string | undefined
}

/** @throws {InvalidInput} `CONNECTION_NOT_FOUND`, `INVALID_IDENTITY` */
export function parseAwaitedIdentity({ kind, connectionName, value, email }: Said): AwaitedIdentity {
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

/** Both are in the key of an index, whose entries have a limit. */
function isPlain(text: string): boolean {
  return text !== '' && text.length <= 255 && text.isWellFormed() && !/\p{Cc}/u.test(text)
}

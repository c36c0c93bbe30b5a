import { connect, type Socket } from 'node:net'
import { checkMailAddress, checkMailHost, type AllowedNetworks, type MailHost } from './guard.ts'
import { guardedLookup, type Resolve } from './guarded-lookup.ts'
import { OutboundRefused } from './outbound-refused.ts'

export interface MailConnection {
  readonly socket: Socket
  /** False only where the other end is this machine, and the operator allowed that. */
  readonly isTlsRequired: boolean
}

const CONNECT_LIMIT_MS = 10_000

/**
 * Connects to an address that was checked, and not to the name's address a moment later (rebinding). Tries several
 * addresses one after the other.
 *
 * @throws {OutboundRefused}
 */
export async function connectToMailServer(
  { host, port, signal }: MailHost & { readonly signal: AbortSignal },
  { allowed, resolve }: { readonly allowed: AllowedNetworks; readonly resolve: Resolve },
): Promise<MailConnection> {
  checkMailHost({ host, port }, allowed)
  const lookup = guardedLookup(resolve, (address) => checkMailAddress(port, address, allowed))
  const limited = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_LIMIT_MS)])
  const socket = connect({ host, port, lookup, autoSelectFamily: true })
  const giveUp = () => void socket.destroy(new OutboundRefused('TIMED_OUT'))
  limited.addEventListener('abort', giveUp, { once: true })
  if (limited.aborted) giveUp()
  try {
    await once(socket)
    return { socket, isTlsRequired: checkMailAddress(port, socket.remoteAddress ?? '', allowed).isTlsRequired }
  } catch (error) {
    socket.destroy()
    if (error instanceof OutboundRefused) throw error
    throw new OutboundRefused('UNREACHABLE', { cause: error })
  } finally {
    limited.removeEventListener('abort', giveUp)
  }
}

function once(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      // The mail library listens for errors next; an error in between must not end the process.
      socket.removeListener('error', reject).on('error', () => undefined)
      resolve()
    })
    socket.once('error', reject)
  })
}

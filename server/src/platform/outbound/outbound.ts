import { lookup as resolveHost, type LookupAddress } from 'node:dns'
import { Agent as HttpAgent, request as requestHttp, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { checkAddress, checkUrl, type AllowedNetworks } from './guard.ts'
import { OutboundRefused } from './outbound-refused.ts'

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

interface OutboundOptions {
  readonly allowed: AllowedNetworks
  /** How names are resolved; the system's way unless a test says otherwise. */
  readonly resolve?: Resolve
}

interface FormPost {
  readonly fields: Readonly<Record<string, string>>
  /** Aborted when the caller does not wait any longer. */
  readonly signal?: AbortSignal
}

export interface Outbound {
  /** @throws {OutboundRefused} what is known of a URL before it is called */
  check(url: string): void
  /** Posts a form and returns the status; redirects are not followed. @throws {OutboundRefused} */
  postForm(url: string, post: FormPost): Promise<number>
}

const TIMEOUT_MS = 5_000
/** Of an answer that nobody reads; more of it, and the connection is closed. */
const MOST_ANSWER_BYTES = 64 * 1024

export function openOutbound({ allowed, resolve = resolveAll }: OutboundOptions): Outbound {
  return {
    check: (url) => void checkUrl(url, allowed),
    async postForm(text, { fields, signal }) {
      const url = checkUrl(text, allowed)
      const body = new URLSearchParams(fields).toString()
      const deadline = AbortSignal.timeout(TIMEOUT_MS)
      const options: RequestOptions = {
        method: 'POST',
        // The connection goes to an address that was checked, and not to what the name says a moment later (rebinding).
        lookup: guardedLookup(url, { allowed, resolve }),
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Gatehouse',
        },
      }
      try {
        return await send(url, options, body)
      } catch (error) {
        if (error instanceof OutboundRefused) throw error
        throw new OutboundRefused(deadline.aborted ? 'TIMED_OUT' : 'UNREACHABLE', { cause: error })
      }
    },
  }
}

// An agent of its own: no connection is shared, and no proxy of the process's environment is used.
function send(url: URL, options: RequestOptions, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const sent = isSecure
      ? requestHttps(url, { ...options, agent: new HttpsAgent({ keepAlive: false }) })
      : requestHttp(url, { ...options, agent: new HttpAgent({ keepAlive: false }) })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > MOST_ANSWER_BYTES) sent.destroy()
      })
      // The status is the answer: whether all of the body arrives does not matter.
      answer.on('close', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(answer.statusCode ?? 0))
    })
    sent.end(body)
  })
}

/** Refuses a name when any address of it is refused: which one is taken is not ours to say. */
function guardedLookup(url: URL, { allowed, resolve }: Required<OutboundOptions>): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        try {
          for (const { address } of addresses) checkAddress(url, address, allowed)
        } catch (error) {
          const refusal = error instanceof Error ? error : new OutboundRefused('UNREACHABLE')
          return callback(refusal, [])
        }
        const [first] = addresses
        if (all === true) return callback(null, [...addresses])
        return first ? callback(null, first.address, first.family) : callback(new OutboundRefused('UNREACHABLE'), '')
      },
      (error: unknown) => callback(new OutboundRefused('UNREACHABLE', { cause: error }), []),
    )
  }
}

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    resolveHost(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
}

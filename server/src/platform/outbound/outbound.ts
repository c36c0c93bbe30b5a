import { lookup as resolveHost, type LookupAddress } from 'node:dns'
import { Agent as HttpAgent, request as requestHttp, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { checkAddress, checkMailHost, checkUrl, type AllowedNetworks, type MailHost } from './guard.ts'
import { guardedLookup, type Resolve } from './guarded-lookup.ts'
import { connectToMailServer, type MailConnection } from './mail-connection.ts'
import { OutboundRefused } from './outbound-refused.ts'

interface OutboundOptions {
  readonly allowed: AllowedNetworks
  /** The resolver of names; the system's own unless a test sets another. */
  readonly resolve?: Resolve
}

interface FormPost {
  readonly fields: Readonly<Record<string, string>>
  /** Aborted when the caller no longer waits. */
  readonly signal?: AbortSignal
}

export interface Outbound {
  /** @throws {OutboundRefused} for problems that the URL shows before a call */
  check(url: string): void
  /** @throws {OutboundRefused} for problems of a mail server before its name is resolved */
  checkMailServer(server: MailHost): void
  /**
   * Returns a fresh connection to a mail server.
   * @throws {OutboundRefused}
   */
  connectToMailServer(server: MailHost & { readonly signal: AbortSignal }): Promise<MailConnection>
  /** Posts a form and returns the status; redirects are not followed. @throws {OutboundRefused} */
  postForm(url: string, post: FormPost): Promise<number>
}

const TIMEOUT_MS = 5_000
/** The largest part of an ignored answer; after it the connection is closed. */
const MOST_ANSWER_BYTES = 64 * 1024

export function openOutbound({ allowed, resolve = resolveAll }: OutboundOptions): Outbound {
  return {
    check: (url) => void checkUrl(url, allowed),
    checkMailServer: (server) => checkMailHost(server, allowed),
    connectToMailServer: (server) => connectToMailServer(server, { allowed, resolve }),
    async postForm(text, { fields, signal }) {
      const url = checkUrl(text, allowed)
      const body = new URLSearchParams(fields).toString()
      const deadline = AbortSignal.timeout(TIMEOUT_MS)
      const options: RequestOptions = {
        method: 'POST',
        // The connection goes to an address that was checked, and not to the name's address a moment later (rebinding).
        lookup: guardedLookup(resolve, (address) => checkAddress(url, address, allowed)),
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
      // The status is the answer: the rest of the body does not matter.
      answer.on('close', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(answer.statusCode ?? 0))
    })
    sent.end(body)
  })
}

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    resolveHost(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
}

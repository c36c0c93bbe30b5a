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

interface TextRead {
  readonly headers?: Readonly<Record<string, string>>
  /** Aborted when the caller no longer waits. */
  readonly signal?: AbortSignal
  readonly mostBytes: number
  readonly timeoutMs: number
}

interface JsonPost extends FormPost {
  readonly headers?: Readonly<Record<string, string>>
  readonly mostBytes: number
  readonly timeoutMs: number
}

export interface OutboundAnswer {
  readonly status: number
  readonly text: string
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
  /**
   * Reads a text from a service that the operator chose. A longer answer than `mostBytes` is refused.
   * @throws {OutboundRefused}
   */
  getText(url: string, read: TextRead): Promise<OutboundAnswer>
  /**
   * Posts a form to a service that the operator chose, and reads its answer.
   * @throws {OutboundRefused}
   */
  askByForm(url: string, post: JsonPost): Promise<OutboundAnswer>
}

const TIMEOUT_MS = 5_000
/** The largest part of an ignored answer; after it the connection is closed. */
const MOST_ANSWER_BYTES = 64 * 1024
const FORM = 'application/x-www-form-urlencoded'

interface Sending {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
  /** The largest answer that is read; without it only the status counts. */
  readonly mostBytes?: number
}

export function openOutbound({ allowed, resolve = resolveAll }: OutboundOptions): Outbound {
  async function call(text: string, sending: Sending): Promise<OutboundAnswer> {
    const url = checkUrl(text, allowed)
    const { method, headers, body = '', signal, timeoutMs = TIMEOUT_MS, mostBytes } = sending
    const deadline = AbortSignal.timeout(timeoutMs)
    const options: RequestOptions = {
      method,
      // The connection goes to an address that was checked, and not to the name's address a moment later (rebinding).
      lookup: guardedLookup(resolve, (address) => checkAddress(url, address, allowed)),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      headers: { ...headers, 'user-agent': 'Gatehouse' },
    }
    try {
      return await send(url, options, { body, mostBytes })
    } catch (error) {
      if (error instanceof OutboundRefused) throw error
      throw new OutboundRefused(deadline.aborted ? 'TIMED_OUT' : 'UNREACHABLE', { cause: error })
    }
  }

  return {
    check: (url) => void checkUrl(url, allowed),
    checkMailServer: (server) => checkMailHost(server, allowed),
    connectToMailServer: (server) => connectToMailServer(server, { allowed, resolve }),
    getText: (url, { headers = {}, ...limits }) => call(url, { method: 'GET', headers, ...limits }),
    askByForm: (url, { fields, headers, ...limits }) => {
      const form = formOf(fields)
      return call(url, { method: 'POST', ...form, headers: { ...headers, ...form.headers }, ...limits })
    },
    async postForm(url, { fields, signal }) {
      const { status } = await call(url, { method: 'POST', ...formOf(fields), signal })
      return status
    },
  }
}

function formOf(fields: FormPost['fields']): Pick<Sending, 'headers' | 'body'> & { readonly body: string } {
  const body = new URLSearchParams(fields).toString()
  return { headers: { 'content-type': FORM, 'content-length': String(Buffer.byteLength(body)) }, body }
}

// An agent of its own: no connection is shared, and no proxy of the process's environment is used.
function send(
  url: URL,
  options: RequestOptions,
  { body, mostBytes }: { readonly body: string; readonly mostBytes: number | undefined },
): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const sent = isSecure
      ? requestHttps(url, { ...options, agent: new HttpsAgent({ keepAlive: false }) })
      : requestHttp(url, { ...options, agent: new HttpAgent({ keepAlive: false }) })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      let bytes = 0
      const kept: Buffer[] = []
      const isRead = mostBytes !== undefined
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (isRead) kept.push(chunk)
        if (bytes > (mostBytes ?? MOST_ANSWER_BYTES)) sent.destroy()
      })
      const done = () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(kept).toString('utf8') })
      // Where only the status is asked for, the rest of the body does not matter. A text must be whole.
      answer.on('close', () => (isRead && !answer.complete ? reject(new Error('the answer was cut off')) : done()))
      answer.on('error', (error) => (isRead ? reject(error) : done()))
    })
    sent.end(body)
  })
}

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    resolveHost(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })
}

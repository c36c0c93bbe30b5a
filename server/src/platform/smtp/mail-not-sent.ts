import { OutboundRefused } from '#platform/outbound'

/** The part of the conversation in which the server said no, as far as it tells something. */
type Stage = 'sender' | 'recipient' | undefined

const SENTENCES: Readonly<Record<string, string>> = {
  ADDRESS_NOT_PUBLIC: 'The host leads to an address that may not be called: it is not public.',
  EAUTH: 'The mail server refused the user name or the password.',
  ECONNECTION: 'The mail server closed the connection.',
  EDNS: 'The name of the mail server could not be resolved.',
  EENVELOPE: 'The mail server refused the sender or the recipient.',
  EMESSAGE: 'The mail server refused the mail.',
  ENOAUTH: 'The mail server asks for a user name and a password.',
  EPROTOCOL: 'What answers at this host and port does not speak SMTP.',
  ESOCKET: 'The connection to the mail server broke.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ETLS: 'No encrypted connection: the mail server offers none, or its certificate is not valid for this host.',
  HOST_NOT_ALLOWED: 'This host may not be called.',
  NO_SERVER: 'There is no mail server.',
  PAUSED: 'The mail server failed a moment ago and is left alone for a while.',
  PORT_NOT_ALLOWED: 'Mail servers are called at the ports 25, 465, 587 and 2525 only.',
  TIMED_OUT: 'The mail server did not answer in time.',
  UNREACHABLE: 'No connection: the host could not be resolved, or nothing answers at its port.',
}

/** Errors of the connection, and not of one mail: the next mail would fare the same. */
const OF_THE_SERVER = new Set(['EAUTH', 'ECONNECTION', 'EDNS', 'EPROTOCOL', 'ETIMEDOUT', 'ETLS', 'ESOCKET'])

interface Reason {
  readonly code: string
  readonly status?: number | undefined
  readonly stage?: Stage
}

/** Why the server did not take a mail: codes only, because what a server answers may quote address and content. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
  readonly code: string
  /** The three digits that the server answered with, if it did (RFC 5321 section 4.2). */
  readonly status: number | undefined
  /** The server said no for good (RFC 5321 section 4.2.1). */
  readonly isPermanent: boolean
  /** The server is not there or not usable, whatever the mail. */
  readonly isOfServer: boolean
  readonly #stage: Stage

  constructor({ code, status, stage }: Reason) {
    super(`the SMTP server did not take the mail: ${code}${status === undefined ? '' : ` ${String(status)}`}`)
    this.code = code
    this.status = status
    this.isPermanent = status !== undefined && status >= 500 && code !== 'EAUTH'
    this.isOfServer = OF_THE_SERVER.has(code) || !code.startsWith('E')
    this.#stage = stage
  }

  /** The reason in a sentence for the person who set the server up, with the status. */
  get sentence(): string {
    const status = this.status === undefined ? '' : ` (SMTP ${String(this.status)})`
    return this.#plain.replace(/\.$/, `${status}.`)
  }

  get #plain(): string {
    // RFC 4954 section 6: the server wants a name and a password first.
    if (this.status === 530) return SENTENCES['ENOAUTH'] ?? ''
    if (this.code === 'EENVELOPE' && this.#stage !== undefined) {
      return `The mail server refused the ${this.#stage}'s address.`
    }
    return SENTENCES[this.code] ?? 'The mail could not be handed to the mail server.'
  }
}

export function notSent(error: unknown): MailNotSent {
  if (error instanceof MailNotSent) return error
  if (error instanceof OutboundRefused) return new MailNotSent({ code: error.problem })
  if (!(error instanceof Error)) return new MailNotSent({ code: 'UNKNOWN' })
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new MailNotSent({ code: 'ETIMEDOUT' })
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  const command = 'command' in error ? error.command : undefined
  return new MailNotSent({ code: isAboutTls(error) ? 'ETLS' : code, status, stage: stageOf(command) })
}

/** The library calls a certificate that is refused a broken socket. */
function isAboutTls(error: Error): boolean {
  const original = 'originalCode' in error && typeof error.originalCode === 'string' ? error.originalCode : ''
  return /CERT|^ERR_(?:TLS|SSL)|^UNABLE_TO_(?:GET|VERIFY)/.test(original)
}

function stageOf(command: unknown): Stage {
  if (command === 'MAIL FROM') return 'sender'
  return command === 'RCPT TO' ? 'recipient' : undefined
}

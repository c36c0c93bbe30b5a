import { isLoopbackHost, type MailFrom } from '#platform/config'

/** A mail on its way out. */
export interface OutgoingMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Whose mail it is, where the operator named no sender. */
  readonly businessName: string
  /** Before both of them, where somebody is named for this very mail. */
  readonly senderName?: string | undefined
}

export interface MailSender {
  /** @throws {MailNotSent} */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>
  close(): void
}

/** Why the server did not take a mail: codes only, since what a server answers may quote address and content. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
  /** The server said no for good (RFC 5321 section 4.2.1). */
  readonly isPermanent: boolean

  constructor(code: string, reply: number | undefined) {
    super(`the SMTP server did not take the mail: ${code}${reply === undefined ? '' : ` ${String(reply)}`}`)
    this.isPermanent = reply !== undefined && reply >= 500 && code !== 'EAUTH'
  }
}

export const SEND_CONCURRENCY = 5

/** All of it, because a server that trickles its replies lets no timeout of the socket end. */
const SEND_LIMIT_MS = 60_000

/** One transport per process: connections are kept and used again. */
export function openMailSender({ url, from }: { readonly url: string; readonly from: MailFrom }): MailSender {
  let opened: ReturnType<typeof openTransport> | undefined
  function transportOf() {
    // A library that could not be read once, as where files ran out, is read again for the next mail.
    opened ??= openTransport(url).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    async send(mail, signal) {
      try {
        const transport = await transportOf()
        await transport.sendMail({
          // The same at each try: whoever gets it twice after a crash can tell (RFC 5322 section 3.6.4).
          messageId: `<${mail.id}@${domain}>`,
          from: { address: from.address, name: singleLine(mail.senderName ?? from.name ?? mail.businessName) },
          to: { address: mail.to, name: '' },
          subject: singleLine(mail.subject),
          text: mail.text,
          html: mail.html,
          // Answered by no holiday notice (RFC 3834 section 5).
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)]),
        })
      } catch (error) {
        throw notSent(error)
      }
    },
    close: () => void opened?.then((transport) => transport.close({ force: true })).catch(() => undefined),
  }
}

/** With the first mail, which waits some 75 ms longer: the library is 1.6 MB of heap, and many servers never send one. */
async function openTransport(url: string) {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    pool: true,
    maxConnections: SEND_CONCURRENCY,
    maxRequeues: 0,
    idleTimeout: 60_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    // Without it somebody on the way could strip STARTTLS and read the password; `?requireTLS=false` allows that.
    requireTLS: hasPassword(url) && !isLoopbackHost(new URL(url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function hasPassword(url: string): boolean {
  return new URL(url).password !== ''
}

/** A line break in a name or a subject must not become a header (ATO-32). */
function singleLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

function notSent(error: unknown): MailNotSent {
  if (!(error instanceof Error)) return new MailNotSent('UNKNOWN', undefined)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined
  return new MailNotSent(code, reply)
}

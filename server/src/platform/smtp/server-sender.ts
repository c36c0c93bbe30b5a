import type { MailFrom } from '#platform/config'
import type { Outbound } from '#platform/outbound'
import { notSent } from './mail-not-sent.ts'
import { messageOf, type MailSender } from './outgoing-mail.ts'

/** A mail server that an environment typed in. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly login: { readonly user: string; readonly password: string } | undefined
  readonly from: MailFrom
}

/** All of it; shorter than for the installation's own server, because nobody vouched for this one. */
const SEND_LIMIT_MS = 20_000

/** Encrypted from its first byte (RFC 8314 section 3.3); at other ports a command begins the encryption. */
const IMPLICIT_TLS_PORT = 465

/**
 * A connection for each mail: the host is resolved and checked each time, and a server that is dead holds no
 * connection. Encrypted, with a certificate for the host, unless the connection goes to this very machine.
 */
export function openServerSender(outbound: Pick<Outbound, 'connectToMailServer'>, server: MailServer): MailSender {
  const { host, port, login, from } = server
  return {
    from,
    async send(mail, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(SEND_LIMIT_MS)])
      try {
        const { createTransport } = await import('nodemailer')
        const { socket, isTlsRequired } = await outbound.connectToMailServer({ host, port, signal: limited })
        const isImplicit = port === IMPLICIT_TLS_PORT
        const transport = createTransport({
          host,
          port,
          secure: isImplicit,
          requireTLS: isTlsRequired && !isImplicit,
          ignoreTLS: !isTlsRequired,
          ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
          getSocket: (_options, done) => done(null, { connection: socket }),
          greetingTimeout: 10_000,
          socketTimeout: 15_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        try {
          const address = mail.senderEmail ?? from.address
          await transport.sendMail({ ...messageOf(mail, { ...from, address }), signal: limited })
        } finally {
          transport.close()
          socket.destroy()
        }
      } catch (error) {
        throw notSent(limited.aborted && !signal.aborted ? limited.reason : error)
      }
    },
    close: () => undefined,
  }
}

import { isLoopbackHost, type MailFrom } from '#platform/config'
import { notSent } from './mail-not-sent.ts'
import { messageOf, type MailSender } from './outgoing-mail.ts'

export const SEND_CONCURRENCY = 5

/** All of it, because a server that trickles its replies lets no timeout of the socket end. */
const SEND_LIMIT_MS = 60_000

/** The server of the installation. One transport per process: connections are kept and used again. */
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
  return {
    from,
    async send(mail, signal) {
      try {
        const transport = await transportOf()
        const limit = AbortSignal.timeout(SEND_LIMIT_MS)
        await transport.sendMail({ ...messageOf(mail, from), signal: AbortSignal.any([signal, limit]) })
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

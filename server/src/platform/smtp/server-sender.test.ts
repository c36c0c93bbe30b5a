import { createServer, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { aCertificate } from '../../../test/certificate.ts'
import { startMailTrap } from '../../../test/mail-trap.ts'
import { MailNotSent, openServerSender } from './index.ts'

/** Leads to this machine, as if it were another one. */
const beyondThisMachine = {
  connectToMailServer: async ({ port }: { readonly port: number }) => {
    const socket = connect({ host: '127.0.0.1', port: port === 465 ? implicit.port : port })
    socket.on('error', () => undefined)
    return { socket, isTlsRequired: true }
  },
}

const plain = await startMailTrap()
const implicit = await startMailTrap({ certificate: aCertificate() })

const MAIL = { id: 'a', to: 'ada@example.com', subject: 'a', text: 'b', html: 'c', businessName: 'Meadow' }
const from = { address: 'post@meadow.example', name: undefined }

async function problemAt(port: number): Promise<MailNotSent> {
  const sender = openServerSender(beyondThisMachine, { host: 'mail.meadow.example', port, login: undefined, from })
  const sent = sender.send(MAIL, AbortSignal.timeout(10_000))
  return sent.then(
    () => expect.unreachable(),
    (error: unknown) => (error instanceof MailNotSent ? error : expect.unreachable()),
  )
}

test('a server that offers no encryption gets no mail, nor a password (ATO-17)', async () => {
  const { sentence } = await problemAt(plain.port)
  expect(sentence).toMatch(/^No encrypted connection: the mail server offers none/)
  expect(plain.offered()).toBe(0)
})

test('a certificate that nobody vouches for is refused', async () => {
  const { sentence } = await problemAt(465)
  expect(sentence).toMatch(/^No encrypted connection: .* its certificate is not valid for this host/)
  expect(implicit.offered()).toBe(0)
})

test('something that is no mail server is told as that, without a word of what it said', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 planted\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  const { sentence } = await problemAt((server.address() as AddressInfo).port)
  expect(sentence).toBe('What answers at this host and port does not speak SMTP.')
})

import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { afterAll } from 'vitest'

export interface TrappedMail {
  readonly to: readonly string[]
  /** Headers and body as they came over the wire. */
  readonly raw: string
}

/** What the server says once it has a whole mail; `stall`: nothing, ever. */
export type TrapAnswer = 'accept' | 'stall' | { readonly code: number; readonly text: string }

export interface MailTrap {
  readonly url: string
  readonly accepted: readonly TrappedMail[]
  /** How many mails came, whatever became of them. */
  readonly offered: () => number
  answer: TrapAnswer
}

/** An SMTP server for what leaves. */
export async function startMailTrap(): Promise<MailTrap> {
  const accepted: TrappedMail[] = []
  let offered = 0
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 0,
    onData(stream, session, callback) {
      void readAll(stream).then((raw) => {
        offered += 1
        if (trap.answer === 'stall') return
        if (trap.answer !== 'accept') {
          callback(Object.assign(new Error(trap.answer.text), { responseCode: trap.answer.code }))
          return
        }
        accepted.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw })
        callback()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const trap: MailTrap = { url: `smtp://127.0.0.1:${String(port)}`, accepted, offered: () => offered, answer: 'accept' }
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))
  return trap
}

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

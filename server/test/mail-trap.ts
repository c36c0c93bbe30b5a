import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { afterAll } from 'vitest'
import type { Certificate } from './certificate.ts'

export interface TrappedMail {
  readonly to: readonly string[]
  /** Headers and body as they came over the wire. */
  readonly raw: string
}

/** The server's answer to a whole mail; `stall`: none, ever. */
export type TrapAnswer = 'accept' | 'stall' | { readonly code: number; readonly text: string }

export interface MailTrap {
  readonly url: string
  readonly port: number
  readonly accepted: readonly TrappedMail[]
  /** The number of mails received, accepted or not. */
  readonly offered: () => number
  answer: TrapAnswer
}

interface TrapOptions {
  /** Mail is accepted only after this name and password. */
  readonly login?: { readonly user: string; readonly password: string }
  /** It speaks TLS from the first byte, with this certificate. */
  readonly certificate?: Certificate
}

/** An SMTP server that receives mail of the server under test. */
export async function startMailTrap({ login, certificate }: TrapOptions = {}): Promise<MailTrap> {
  const accepted: TrappedMail[] = []
  let offered = 0
  const server = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['AUTH', 'STARTTLS'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    closeTimeout: 0,
    ...(certificate ? { secure: true, ...certificate } : {}),
    onAuth({ username, password }, _session, callback) {
      if (username === login?.user && password === login?.password) return callback(null, { user: username })
      return callback(Object.assign(new Error('no such secret-account here'), { responseCode: 535 }))
    },
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
  const url = `smtp://127.0.0.1:${String(port)}`
  const trap: MailTrap = { url, port, accepted, offered: () => offered, answer: 'accept' }
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)))
  return trap
}

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll } from 'vitest'

/** A refusal as Twilio publishes it; `stall`: no answer, ever. */
export type TwilioAnswer = 'accept' | 'stall' | 'nonsense' | { readonly status: number; readonly code: number }

export interface ReceivedSms {
  readonly account: string
  readonly sid: string
  /** The form as it came: To, Body, and From or MessagingServiceSid. */
  readonly form: Readonly<Record<string, string>>
}

export interface TwilioStandIn {
  readonly url: string
  /** Messages that were taken. */
  readonly received: readonly ReceivedSms[]
  /** Requests to send, taken or not, by the account. */
  readonly asked: readonly string[]
  /** The next answers to requests to send, by account; the others are accepted. */
  readonly answers: Map<string, TwilioAnswer>
  /** The fate of messages, by the number; the others stay `sent`. */
  readonly reports: Map<string, { readonly status: string; readonly errorCode: number | null }>
}

/** An account SID with its token. */
export interface StandInAccount {
  readonly sid: string
  readonly token: string
}

/** Twilio's API for messages, with accounts of its own: what it publishes of requests, answers and errors. */
export async function startTwilio(accounts: readonly StandInAccount[]): Promise<TwilioStandIn> {
  const received: ReceivedSms[] = []
  const asked: string[] = []
  const answers: TwilioStandIn['answers'] = new Map()
  const reports: TwilioStandIn['reports'] = new Map()
  const server = createServer((request, response) => {
    void answer(request, response, { accounts, received, asked, answers, reports })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${String(port)}`, received, asked, answers, reports }
}

interface State {
  readonly accounts: readonly StandInAccount[]
  readonly received: ReceivedSms[]
  readonly asked: string[]
  readonly answers: TwilioStandIn['answers']
  readonly reports: TwilioStandIn['reports']
}

const PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages(?:\/(SM[0-9a-f]{32}))?\.json$/

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const [, account = '', message] = PATH.exec(request.url ?? '') ?? []
  const known = state.accounts.find(({ sid }) => sid === account)
  const credentials = `Basic ${Buffer.from(`${account}:${known?.token ?? ''}`).toString('base64')}`
  if (request.method === 'POST') state.asked.push(account)
  if (!known || request.headers.authorization !== credentials) {
    return refuse(response, { status: 401, code: 20003 }, 'Authenticate')
  }
  if (message !== undefined) return report(response, state, message)
  const form = Object.fromEntries(new URLSearchParams(await readAll(request)))
  const given = state.answers.get(account) ?? 'accept'
  if (given === 'stall') return
  if (given === 'nonsense') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway')
  // Twilio's own sentences name the number.
  if (given !== 'accept')
    return refuse(response, given, `The 'To' number ${form['To'] ?? ''} is wrong: ${form['Body'] ?? ''}`)
  const sid = `SM${randomBytes(16).toString('hex')}`
  state.received.push({ account, sid, form })
  send(response, 201, {
    sid,
    account_sid: account,
    status: 'queued',
    error_code: null,
    error_message: null,
    to: form['To'],
  })
}

function report(response: ServerResponse, { received, reports }: State, sid: string): void {
  const message = received.find((one) => one.sid === sid)
  if (!message) return refuse(response, { status: 404, code: 20404 }, 'not found')
  const { status, errorCode } = reports.get(message.form['To'] ?? '') ?? { status: 'sent', errorCode: null }
  send(response, 200, { sid, account_sid: message.account, status, error_code: errorCode, error_message: null })
}

function refuse(response: ServerResponse, { status, code }: { status: number; code: number }, message: string): void {
  send(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${String(code)}`, status })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

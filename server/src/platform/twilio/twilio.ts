import { z } from 'zod'
import { OutboundRefused, type Outbound, type OutboundAnswer } from '#platform/outbound'
import { SmsNotSent, type SmsBlame } from './sms-not-sent.ts'

/** An account of Twilio, with the source of its messages: a messaging service, or a number in E.164. */
export interface TwilioAccount {
  readonly accountSid: string
  readonly authToken: string
  readonly source: { readonly messagingServiceSid: string } | { readonly phoneNumber: string }
}

interface TwilioMessage {
  /** E.164 */
  readonly to: string
  readonly text: string
}

/** The fate of a message that was taken. */
export interface DeliveryReport {
  readonly state: 'pending' | 'delivered' | 'failed'
  /** Twilio's code, where it failed. */
  readonly code: string | undefined
}

export interface Twilio {
  /** Returns the id of the message that was taken. @throws {SmsNotSent} */
  send(account: TwilioAccount, message: TwilioMessage, signal?: AbortSignal): Promise<string>
  /** @throws {SmsNotSent} */
  readReport(account: TwilioAccount, id: string, signal?: AbortSignal): Promise<DeliveryReport>
}

const TIMEOUT_MS = 8_000
const MOST_ANSWER_BYTES = 64 * 1024

const Message = z.object({
  sid: z.string().regex(/^[A-Z]{2}[0-9a-f]{32}$/),
  status: z.string(),
  error_code: z.number().int().nullish(),
})
const Refusal = z.object({ code: z.number().int() })

/** Codes of a recipient to whom no account can or may send. */
const OF_NUMBER: ReadonlySet<string> = new Set(['21211', '21214', '21217', '21610', '21614'])
/** Codes that pass. */
const OF_SERVICE: ReadonlySet<string> = new Set(['20429', '21611', '30001'])

export function openTwilio(outbound: Pick<Outbound, 'askByForm' | 'getText'>, origin: string): Twilio {
  const call = async (account: TwilioAccount, path: string, { fields, signal }: TwilioCall) => {
    const credentials = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')
    const headers = { authorization: `Basic ${credentials}`, accept: 'application/json' }
    const url = `${origin}/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}/Messages${path}.json`
    const limits = { headers, timeoutMs: TIMEOUT_MS, mostBytes: MOST_ANSWER_BYTES, ...(signal ? { signal } : {}) }
    try {
      return await (fields ? outbound.askByForm(url, { fields, ...limits }) : outbound.getText(url, limits))
    } catch (error) {
      if (error instanceof OutboundRefused) throw new SmsNotSent(error.problem, 'service', { cause: error })
      throw error
    }
  }
  return {
    async send(account, { to, text }, signal) {
      const fields = { To: to, Body: text, ...sourceFields(account) }
      return messageOf(await call(account, '', { fields, signal })).sid
    },
    async readReport(account, id, signal) {
      const path = `/${encodeURIComponent(id)}`
      return reportOf(messageOf(await call(account, path, { signal })))
    },
  }
}

interface TwilioCall {
  /** Posted as a form; without them it reads. */
  readonly fields?: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

function sourceFields({ source }: TwilioAccount): Record<string, string> {
  return 'phoneNumber' in source ? { From: source.phoneNumber } : { MessagingServiceSid: source.messagingServiceSid }
}

function messageOf({ status, text }: OutboundAnswer): z.output<typeof Message> {
  const json = jsonOf(text)
  const message = Message.safeParse(json)
  if (status >= 200 && status < 300 && message.success) return message.data
  const refusal = Refusal.safeParse(json)
  if (refusal.success) {
    const code = String(refusal.data.code)
    throw new SmsNotSent(code, blameOf(status, code))
  }
  if (status === 401 || status === 403) throw new SmsNotSent('20003', 'account')
  if (status === 429) throw new SmsNotSent('20429', 'service')
  throw new SmsNotSent(status >= 200 && status < 300 ? 'UNREADABLE_ANSWER' : String(status), 'service')
}

function blameOf(status: number, code: string): SmsBlame {
  if (OF_NUMBER.has(code)) return 'number'
  return status === 429 || status >= 500 || OF_SERVICE.has(code) ? 'service' : 'account'
}

function reportOf({ status, error_code }: z.output<typeof Message>): DeliveryReport {
  const code = error_code === null || error_code === undefined ? undefined : String(error_code)
  if (status === 'delivered' || status === 'read') return { state: 'delivered', code: undefined }
  if (['failed', 'undelivered', 'canceled'].includes(status)) return { state: 'failed', code: code ?? '30008' }
  return { state: 'pending', code: undefined }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

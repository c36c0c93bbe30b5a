import * as z from 'zod'
import { addSeconds } from '#platform/clock'
import type { Services } from '#platform/context'
import { openSealer, type Sealer } from '#platform/crypto'
import type { Db } from '#platform/db'
import type { JobHandler } from '#platform/jobs'
import { recordEvent, SYSTEM_AUTHOR } from '#platform/outbox'
import { passGuard, readCounts } from '#platform/rate-limits'
import { SmsNotSent, type TwilioAccount } from '#platform/twilio'
import { openContent } from './content.ts'
import type { SmsDelivery } from './delivery.ts'
import { endMessage, lockQueuedMessage, markCounted, markSent, noteTry, type QueuedSms } from './queries.ts'
import { FIRST_REPORT_SECONDS } from './delivery-reports.ts'

const SendSmsPayload = z.object({ environment_id: z.uuid(), id: z.uuid() })

/** How an environment sends now. */
export type FindDelivery = (environmentId: string, sealer: Sealer) => Promise<SmsDelivery>

type JobServices = Pick<Services, 'database' | 'clock' | 'masterKey' | 'log' | 'twilio'>

interface Sending {
  readonly id: string
  readonly db: Db
  readonly delivery: SmsDelivery
}

/**
 * Sends one queued message, once the limits let it pass, and erases its content once it is sent, dropped or given up. The
 * provider is called outside of any transaction; a process that dies between its answer and our note of it sends the same
 * code once more.
 */
export function sendSmsJob(services: JobServices, findDelivery: FindDelivery): JobHandler {
  return async (payload, { isLastTry, signal }) => {
    const { environment_id: environmentId, id } = SendSmsPayload.parse(payload)
    const db = services.database.environment(environmentId)
    const sealer = await openSealer(db, services.masterKey)
    const sending = { id, db, delivery: await findDelivery(environmentId, sealer) }
    const message = await passLimits(services, sending)
    if (!message) return
    const { text } = openContent(sealer, id, message.contentSealed)
    try {
      await sendBySome(services, sending, { to: message.recipient, text, signal })
    } catch (error) {
      if (!(error instanceof SmsNotSent)) throw error
      if (error.blame === 'service' && !isLastTry) {
        await noteTry(db, id, error.code)
        throw error
      }
      await endMessage(db, id, { state: 'failed', problem: error.code })
      const facts = { sms: id, environment: environmentId, code: error.code, reason: error.message }
      services.log.error(facts, 'a text message was given up')
    }
  }
}

/** Takes the message from the limits, once however often it is tried. Returns undefined where it is not sent. */
async function passLimits({ clock }: JobServices, { id, db, delivery }: Sending): Promise<QueuedSms | undefined> {
  const now = clock()
  return db.transaction().execute(async (transaction) => {
    const message = await lockQueuedMessage(transaction, id)
    if (!message || message.isCounted) return message
    const problem = await findLimit(transaction, { message, delivery, now })
    if (problem === undefined) {
      await markCounted(transaction, id, now)
      return message
    }
    await endMessage(transaction, id, { state: 'dropped', problem })
    const payload = { sms_id: id, reason: problem }
    await recordEvent(transaction, { type: 'sms.dropped', occurredAt: now, ...SYSTEM_AUTHOR, payload })
    return undefined
  })
}

interface Counting {
  readonly message: QueuedSms
  readonly delivery: SmsDelivery
  readonly now: Date
}

/** Returns the limit that the message is above, or undefined where it counts and may go. */
async function findLimit(db: Db, { message, delivery, now }: Counting): Promise<string | undefined> {
  const { recipient: to, sourceAddress: ip } = message
  const { problem, guard, problems } = delivery.guardOf({ to, ip, now })
  if (problem !== undefined) return problem
  const passage = await passGuard({ db, now }, guard)
  if (passage.outcome === 'passed') return undefined
  const limits = guard.overall ? [...guard.limits, guard.overall.limit] : guard.limits
  const counts = await readCounts({ db, now }, limits)
  const full = limits.find(({ bucket, most }) => (counts.get(bucket) ?? 0) >= most)
  return problems.get(full?.bucket ?? '') ?? 'LIMIT'
}

interface Outgoing {
  readonly to: string
  readonly text: string
  readonly signal: AbortSignal
}

/** Sends by the first account that takes the message. A wrong number is wrong for each of them (M3-10). */
async function sendBySome(services: JobServices, sending: Sending, outgoing: Outgoing): Promise<void> {
  const { id, db, delivery } = sending
  // The environment removed its provider after the message was written.
  let failure = new SmsNotSent('NO_PROVIDER', 'account')
  for (const [place, account] of delivery.accounts.entries()) {
    try {
      const providerMessage = await send(services, account, outgoing)
      const now = services.clock()
      const reportDueAt = addSeconds(now, FIRST_REPORT_SECONDS)
      const taken = { accountSid: account.accountSid, providerMessage, isFallback: place > 0, now, reportDueAt }
      return await markSent(db, id, taken)
    } catch (error) {
      if (!(error instanceof SmsNotSent)) throw error
      const facts = { sms: id, environment: db.environmentId, account: place + 1, code: error.code }
      services.log.warn({ ...facts, reason: error.message }, 'a text message was not taken')
      // A failure that may pass is worth another try, whatever the other account says.
      failure = failure.blame === 'service' && error.blame === 'account' ? failure : error
      if (error.blame === 'number') break
    }
  }
  throw failure
}

function send({ twilio }: JobServices, account: TwilioAccount, { to, text, signal }: Outgoing): Promise<string> {
  return twilio.send(account, { to, text }, signal)
}

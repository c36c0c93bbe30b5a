import { addSeconds } from '#platform/clock'
import type { Services } from '#platform/context'
import type { Db } from '#platform/db'
import { recordEvent, SYSTEM_AUTHOR } from '#platform/outbox'
import { reasonOf, SmsNotSent, type DeliveryReport } from '#platform/twilio'
import type { SmsDelivery } from './delivery.ts'
import { listDueReports, noteReport, type AwaitedReport } from './queries.ts'

/** The job that asks what became of the messages of an environment; `worker.ts` maps it to its handler. */
export const READ_SMS_REPORTS = 'read_sms_reports'

export const FIRST_REPORT_SECONDS = 20
const [AGAIN_SECONDS, LATER_SECONDS] = [120, 1_200]
/** Operators report within minutes, or hours later; what nobody knows by then stays sent. */
const LONGEST_WAIT_SECONDS = 6 * 3_600
const AT_ONCE = 50

type ReportServices = Pick<Services, 'clock' | 'log' | 'twilio'>

export async function hasDueReport(db: Db, now: Date): Promise<boolean> {
  return (await listDueReports(db, now, 1)).length > 0
}

/** Asks the provider what became of messages that it took, and notes the reason of those that did not arrive (M3-14). */
export async function readReports(
  services: ReportServices,
  { db, delivery, signal }: { readonly db: Db; readonly delivery: SmsDelivery; readonly signal: AbortSignal },
): Promise<void> {
  for (const awaited of await listDueReports(db, services.clock(), AT_ONCE)) {
    if (signal.aborted) return
    const account = delivery.accounts.find(({ accountSid }) => accountSid === awaited.accountSid)
    // Nobody else may ask for it.
    if (!account) {
      await noteReport(db, awaited.id, { state: 'sent' })
      continue
    }
    const report = await ask(() => services.twilio.readReport(account, awaited.providerMessage, signal))
    await note(services, db, { awaited, report })
  }
}

/** A provider that does not answer now is asked again. */
async function ask(read: () => Promise<DeliveryReport>): Promise<DeliveryReport> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SmsNotSent) return { state: 'pending', code: undefined }
    throw error
  }
}

async function note(
  { clock, log }: ReportServices,
  db: Db,
  { awaited, report }: { readonly awaited: AwaitedReport; readonly report: DeliveryReport },
): Promise<void> {
  const { id, sentAt } = awaited
  const now = clock()
  const waited = (now.getTime() - sentAt.getTime()) / 1_000
  if (report.state === 'delivered') return noteReport(db, id, { state: 'delivered' })
  if (report.state === 'pending') {
    const dueAt = addSeconds(now, waited < LATER_SECONDS ? AGAIN_SECONDS : LATER_SECONDS)
    return noteReport(db, id, waited < LONGEST_WAIT_SECONDS ? { state: 'sent', dueAt } : { state: 'sent' })
  }
  const problem = report.code ?? '30008'
  log.warn(
    { sms: id, environment: db.environmentId, code: problem, reason: reasonOf(problem) },
    'an SMS did not arrive',
  )
  await db.transaction().execute(async (transaction) => {
    await noteReport(transaction, id, { state: 'failed', problem })
    const payload = { sms_id: id, code: problem, reason: reasonOf(problem) }
    await recordEvent(transaction, { type: 'sms.not_delivered', occurredAt: now, ...SYSTEM_AUTHOR, payload })
  })
}

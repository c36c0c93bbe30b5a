import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { insertSent, type TakenSms } from './queries.ts'
import { FIRST_REPORT_SECONDS } from './delivery-reports.ts'

type TestSms = Pick<TakenSms, 'accountSid' | 'providerMessage' | 'isFallback'> & { readonly to: string }

/** Writes down a message that was sent at once to try the settings, so that its report is read too. */
export async function noteTestSms(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { to, ...taken }: TestSms,
): Promise<void> {
  const now = clock()
  const reportDueAt = addSeconds(now, FIRST_REPORT_SECONDS)
  await insertSent(db, newId(), { ...taken, recipient: to, purpose: 'test', now, reportDueAt })
}

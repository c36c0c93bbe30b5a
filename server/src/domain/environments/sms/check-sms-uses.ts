import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { isSmsAvailable, type SmsUse } from '#platform/sms'
import { smsScopeOf } from './sms-provider.ts'
import { isSmsChosen } from './views.ts'

const IN_USE: Readonly<Record<SmsUse, string>> = {
  sign_in: 'People sign in with their phone: switch phone off as a method first.',
  factor: 'SMS is among the second factors: take it from them first.',
}

interface SmsSettingsChange {
  /** Raw settings of the environment. */
  readonly before: unknown
  readonly after: unknown
}

/**
 * Requires that nobody is left without their way in: what uses text messages goes before they do.
 *
 * @throws {Conflict} `SMS_IN_USE`
 */
export async function checkSmsUses(
  { environment }: Pick<Context, 'environment'>,
  db: Db,
  { before, after }: SmsSettingsChange,
): Promise<void> {
  const isAvailable = (settings: unknown, use: SmsUse) =>
    isSmsAvailable({ environment: { ...environment, sms: smsScopeOf(settings) } }, use)
  for (const use of ['sign_in', 'factor'] as const) {
    const isLost = isAvailable(before, use) && !isAvailable(after, use)
    if (isLost && (await isSmsChosen(db, { use, settings: after }))) throw new Conflict('SMS_IN_USE', IN_USE[use])
  }
}

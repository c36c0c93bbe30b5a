import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { isSmsAvailable } from '#platform/sms'
import { readOwnSettings } from '#domain/environments'
import { checkFactors, checkStrictEnough } from '#domain/factor-rules'
import { lockDefaultOrganization, type OrganizationProfile } from '#domain/organizations'
import { organizationLayer, settingsFor, type SettingsChange } from '#domain/settings'

/** Returns whether a change touches what members of an organization are asked for. */
export function concernsFactors(change: SettingsChange | undefined): boolean {
  return ['mfaPolicy', 'mfaFactors'].some((name) => change?.said[name] !== undefined || change?.unsaid.includes(name))
}

/** An organization never asks for less than its environment, so "off" is stored as asking for nothing more (M5-11). */
export function withoutOff({ said, unsaid }: SettingsChange): SettingsChange {
  const { mfaPolicy, ...others } = said
  return mfaPolicy === 'off' ? { said: others, unsaid: [...unsaid, 'mfaPolicy'] } : { said, unsaid }
}

/**
 * Requires that every member can meet what an organization asks for after a change, with the factors of the environment
 * where it has none of its own. Runs in the transaction of the change. The environment is read once changes to it have
 * ended, because they hold the same lock.
 *
 * @throws {InvalidInput} `FACTORS_REQUIRED`, `FACTOR_BESIDE_PASSKEY_REQUIRED`, `SMS_NOT_CONFIGURED`
 * @throws {Conflict} `MFA_REQUIRED_BY_ENVIRONMENT`
 */
export async function checkOrganizationFactors(
  ctx: Pick<Context, 'database' | 'environment'>,
  db: Db,
  { after, asked }: { readonly after: OrganizationProfile; readonly asked: SettingsChange | undefined },
): Promise<void> {
  await lockDefaultOrganization(db)
  const environment = await readOwnSettings(ctx)
  const { values } = settingsFor({ environment, organization: organizationLayer(after) })
  const isLess = asked?.said['mfaPolicy'] === 'off' || asked?.said['mfaPolicy'] === 'optional'
  if (isLess) checkStrictEnough(settingsFor({ environment }).values.mfaPolicy)
  checkFactors(values, isSmsAvailable(ctx, 'factor'))
}

import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { isSmsAvailable } from '#platform/sms'
import type { SettingsChange } from '#domain/settings'
import { changeTo, withMethod, withoutMethod, type Method, type MethodSettings } from './method.ts'

/** A method, and whether it shall be on. */
export interface MethodSwitch {
  readonly method: Method
  readonly isOn: boolean
}

/**
 * Returns the change of settings that switches a method on or off.
 *
 * @throws {Conflict} `NO_SMS_PROVIDER`, `LAST_CONNECTION`: without a method nobody could sign in
 */
export function switchMethod(
  ctx: Pick<Context, 'environment'>,
  present: MethodSettings,
  { method, isOn }: MethodSwitch,
): SettingsChange {
  if (isOn && method.kind === 'phone') checkSms(ctx)
  const settings = isOn ? withMethod(present, method) : withoutMethod(present, method)
  if (!settings) throw new Conflict('LAST_CONNECTION', 'This is the only way to sign in. Switch another one on first.')
  return changeTo(settings)
}

/** @throws {Conflict} `NO_SMS_PROVIDER` */
export function checkSms(ctx: Pick<Context, 'environment'>): void {
  if (isSmsAvailable(ctx, 'sign_in')) return
  throw new Conflict('NO_SMS_PROVIDER', 'Codes go to phones by SMS: set a provider of text messages first.')
}

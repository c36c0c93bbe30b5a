import type { Context } from '#platform/context'
import { directionOf, translator } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { queueSms, smsText } from '#platform/sms'
import { codeMail } from '#flows/mails'
import { findMailLook } from '#domain/organizations'
import type { OwnAccount } from './account-session.ts'

interface Verification {
  readonly account: OwnAccount
  readonly to: string
  readonly locale: string
  readonly code: string
  readonly minutes: number
}

/** Queues the mail with the code that proves an address, in the caller's transaction. */
export async function sendVerification(
  ctx: Context,
  { account, to, locale, code, minutes }: Verification,
): Promise<void> {
  const { userId, requestedFrom } = account
  const { logoUrl, ...sender } = await findMailLook(ctx, { userId, code: undefined })
  const { businessName: business } = ctx.environment
  const mail = codeMail({
    t: translator(ctx.catalogue, locale),
    locale,
    dir: directionOf(locale),
    business,
    application: business,
    purpose: 'verify',
    code,
    minutes,
    requestedFrom,
    logoUrl,
  })
  await queueMail(ctx, { to, purpose: 'verify_address', code, ...sender, ...mail })
}

/** Queues the text message with the code that proves a number, in the caller's transaction. */
export async function sendPhoneVerification(
  ctx: Context,
  { to, code, locale }: Pick<Verification, 'to' | 'code' | 'locale'>,
): Promise<void> {
  const { hostname: host } = new URL(ctx.issuer)
  const text = smsText({ t: translator(ctx.catalogue, locale), code, business: ctx.environment.businessName, host })
  await queueSms(ctx, { to, text, purpose: 'verify_address', code })
}

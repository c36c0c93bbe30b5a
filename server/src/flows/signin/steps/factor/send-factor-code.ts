import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { randomCode } from '#platform/crypto'
import { directionOf, translator } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { queueSms, smsText } from '#platform/sms'
import { codeMail } from '#flows/mails'
import { replaceCode } from '#domain/credentials'
import { findMailLook } from '#domain/organizations'
import { CODE_DIGITS, codeDigest } from '../code/send-code.ts'
import { describeBrowser } from '../code/describe-browser.ts'
import type { EnterContext } from '../step.ts'
import type { BeginningFact } from '../beginning.ts'

/** The longest lifetime of a code that is a second factor: the person is at the page. */
const MINUTES_AT_MOST = 10

/** The address or number that a code goes to. */
export interface FactorRecipient {
  readonly kind: 'email' | 'sms'
  readonly address: string
  readonly normalized: string
}

export function factorCodeMinutes({ settings }: EnterContext<BeginningFact>['situation']): number {
  return Math.min(settings.codeLifetimeMinutes, MINUTES_AT_MOST)
}

/**
 * Creates a code of purpose `factor` for this flow and queues its message, in the caller's transaction.
 *
 * @returns the time until which the code is valid
 */
export async function sendFactorCode(
  ctx: Context,
  { flow, situation, application, locale }: Omit<EnterContext<BeginningFact>, 'c' | 'browser'>,
  { kind, address, normalized }: FactorRecipient,
): Promise<Date> {
  const purpose = 'factor'
  const code = randomCode(CODE_DIGITS)
  const now = ctx.clock()
  const minutes = factorCodeMinutes(situation)
  const expiresAt = addSeconds(now, minutes * 60)
  const digest = codeDigest(ctx, { flowId: flow.id, purpose, code })
  await replaceCode(ctx.db, { flowId: flow.id, purpose, destination: normalized, digest, now, expiresAt })
  const t = translator(ctx.catalogue, locale)
  const business = ctx.environment.businessName
  if (kind === 'sms') {
    const { hostname: host } = new URL(ctx.issuer)
    await queueSms(ctx, { to: normalized, text: smsText({ t, code, business, host }), purpose, code })
    return expiresAt
  }
  const asked = { userId: situation.account?.userId, code: flow.request.further['org_code'] || undefined }
  const { logoUrl, ...sender } = await findMailLook(ctx, asked)
  const mail = codeMail({
    t,
    locale,
    dir: directionOf(locale),
    business,
    application: application.name,
    purpose,
    code,
    minutes,
    requestedFrom: { ip: ctx.requester.ip, browser: describeBrowser(ctx.requester.userAgent) },
    logoUrl,
  })
  await queueMail(ctx, { to: address, purpose, code, ...sender, ...mail })
  return expiresAt
}

import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { randomCode } from '#platform/crypto'
import { keepIf } from '#platform/db'
import { directionOf, translator } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { codeMail } from '#flows/mails'
import type { Flow } from '#flows/engine'
import type { Application } from '#domain/applications'
import { replaceCode, type CodePurpose } from '#domain/credentials'
import { findMailLook } from '#domain/organizations'
import type { BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Situation } from '../situation.ts'
import { describeBrowser } from './describe-browser.ts'
import { destinationOf } from './destination.ts'

export const CODE_DIGITS = 6

/** The longest lifetime of a reset code, which opens a new password. Sign-in codes may live longer. */
const RESET_MINUTES_AT_MOST = 10

export interface CodeSending {
  readonly flow: Flow<BeginningFact & IdentifyFact>
  readonly application: Application
  readonly situation: Situation
  readonly purpose: CodePurpose
  readonly locale: string
}

/**
 * Creates a code for this flow and queues its mail, in the caller's transaction. The mail depends on whether an account
 * has the address; the page that the browser gets does not (ATO-10).
 *
 * @returns the time until which the code is valid
 */
export async function sendCode(ctx: Context, sending: CodeSending): Promise<Date> {
  const { flow, purpose, situation } = sending
  const { typed, normalized } = destinationOf(flow.facts, situation.account)
  const code = randomCode(CODE_DIGITS)
  const now = ctx.clock()
  const minutes = codeMinutes(situation, purpose)
  const expiresAt = addSeconds(now, minutes * 60)
  const digest = codeDigest(ctx, { flowId: flow.id, purpose, code })
  await replaceCode(ctx.db, {
    flowId: flow.id,
    purpose,
    destination: normalized,
    digest,
    now,
    expiresAt,
  })
  const mailPurpose = mailPurposeOf(sending)
  const asked = { userId: situation.account?.userId, code: flow.request.further['org_code'] || undefined }
  const { logoUrl, ...sender } = await findMailLook(ctx, asked)
  const mail = codeMail({
    t: translator(ctx.catalogue, sending.locale),
    locale: sending.locale,
    dir: directionOf(sending.locale),
    business: ctx.environment.businessName,
    application: sending.application.name,
    purpose: mailPurpose,
    code,
    minutes,
    requestedFrom: { ip: ctx.requester.ip, browser: describeBrowser(ctx.requester.userAgent) },
    logoUrl,
  })
  // The stored address comes first: its mail server knows the owner's spelling.
  const to = situation.account?.email?.typed ?? typed
  // The mail is written even if it is not due, and then taken back: the time of the answer must not reveal who has an
  // account.
  await keepIf(ctx.db, isMailDue(sending), () => queueMail(ctx, { to, purpose: mailPurpose, code, ...sender, ...mail }))
  return expiresAt
}

export function codeMinutes({ settings }: Situation, purpose: CodePurpose): number {
  const minutes = settings.codeLifetimeMinutes
  return purpose === 'reset' ? Math.min(minutes, RESET_MINUTES_AT_MOST) : minutes
}

/**
 * Returns the digest of a code. Flow and purpose are part of it, so that a code of another flow cannot have the same
 * one.
 */
export function codeDigest(
  ctx: Pick<Context, 'sealer'>,
  { flowId, purpose, code }: { flowId: string; purpose: CodePurpose; code: string },
): Buffer {
  return ctx.sealer.digest(`one_time_codes.digest:${flowId}:${purpose}`, code)
}

/**
 * Returns the purpose that the mail names. A person without a password cannot reset it, so their mail offers a code to
 * sign in. Only the mail shows the difference.
 */
function mailPurposeOf({ purpose, situation, flow }: CodeSending): 'sign_in' | 'sign_up' | 'reset' {
  if (purpose !== 'reset') return flow.facts.intent
  return situation.account?.passwordHash === undefined ? 'sign_in' : 'reset'
}

function isMailDue({ purpose, situation }: CodeSending): boolean {
  if (situation.account) return true
  // Without an account there is no password to reset. Where sign-up is closed, strangers get no mail.
  if (purpose === 'reset') return false
  return situation.settings.isSelfSignUpAllowed
}

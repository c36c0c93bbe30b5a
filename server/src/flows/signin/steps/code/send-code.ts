import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { newToken, randomCode } from '#platform/crypto'
import { keepIf } from '#platform/db'
import { directionOf, translator } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { queueSms, smsText } from '#platform/sms'
import { codeMail } from '#flows/mails'
import type { Flow } from '#flows/engine'
import type { Application } from '#domain/applications'
import { replaceCode, type CodePurpose } from '#domain/credentials'
import type { CredentialIdentity } from '#domain/identities'
import { findMailLook } from '#domain/organizations'
import type { BeginningFact } from '../beginning.ts'
import { kindIn, type IdentifyFact } from '../identify/fact.ts'
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
 * Creates a code for this flow and queues its mail or text message, in the caller's transaction. The message depends on whether an account
 * has the address; the page that the browser gets does not (ATO-10).
 *
 * @returns the time until which the code is valid
 */
export async function sendCode(ctx: Context, sending: CodeSending): Promise<Date> {
  const { flow, purpose, situation } = sending
  const destination = destinationOf(flow.facts, situation.account)
  const code = randomCode(CODE_DIGITS)
  const now = ctx.clock()
  const minutes = codeMinutes(situation, purpose)
  const expiresAt = addSeconds(now, minutes * 60)
  // Nobody has the username: the code that is stored is one that nobody can type.
  const stored = destination.kind === 'username' ? newToken() : code
  const digest = codeDigest(ctx, { flowId: flow.id, purpose, code: stored })
  await replaceCode(ctx.db, {
    flowId: flow.id,
    purpose,
    destination: destination.normalized,
    digest,
    now,
    expiresAt,
  })
  // The message is written even if it is not due, and then taken back: the time of the answer must not reveal who has an
  // account.
  const deliver = destination.kind === 'phone' ? queueCodeSms : queueCodeMail
  await keepIf(ctx.db, isMessageDue(sending), () => deliver(ctx, { ...sending, destination, code, minutes }))
  return expiresAt
}

interface CodeMessage extends CodeSending {
  readonly destination: CredentialIdentity
  readonly code: string
  readonly minutes: number
}

async function queueCodeMail(ctx: Context, message: CodeMessage): Promise<void> {
  const { flow, situation, locale, application, destination, code, minutes } = message
  const purpose = messagePurposeOf(message)
  const asked = { userId: situation.account?.userId, code: flow.request.further['org_code'] || undefined }
  const { logoUrl, ...sender } = await findMailLook(ctx, asked)
  const mail = codeMail({
    t: translator(ctx.catalogue, locale),
    locale,
    dir: directionOf(locale),
    business: ctx.environment.businessName,
    application: application.name,
    purpose,
    code,
    minutes,
    requestedFrom: { ip: ctx.requester.ip, browser: describeBrowser(ctx.requester.userAgent) },
    logoUrl,
  })
  // The stored address comes first: its mail server knows the owner's spelling. A username that nobody has stands for no
  // mailbox; its mail is taken back.
  const typed = destination.kind === 'username' ? `${destination.normalized}@username.invalid` : destination.typed
  const to = situation.account?.email?.typed ?? typed
  await queueMail(ctx, { to, purpose, code, ...sender, ...mail })
}

async function queueCodeSms(ctx: Context, message: CodeMessage): Promise<void> {
  const { locale, destination, code } = message
  const t = translator(ctx.catalogue, locale)
  const host = new URL(ctx.issuer).hostname
  const text = smsText({ t, code, business: ctx.environment.businessName, host })
  await queueSms(ctx, { to: destination.normalized, text, purpose: messagePurposeOf(message), code })
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
 * Returns the purpose that the message names. A person without a password cannot reset it, so their mail offers a code to
 * sign in. Only the mail shows the difference.
 */
function messagePurposeOf({ purpose, situation, flow }: CodeSending): 'sign_in' | 'sign_up' | 'reset' {
  if (purpose !== 'reset') return flow.facts.intent
  return situation.account?.passwordHash === undefined ? 'sign_in' : 'reset'
}

function isMessageDue({ flow, purpose, situation }: CodeSending): boolean {
  if (situation.account) return true
  // Without an account there is no password to reset, and no mailbox of a username. Where sign-up is closed, strangers get no mail.
  if (purpose === 'reset' || kindIn(flow.facts) === 'username') return false
  return situation.settings.isSelfSignUpAllowed
}

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
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { Situation } from '../situation.ts'
import { describeBrowser } from './describe-browser.ts'

export const CODE_DIGITS = 6

/** A reset code opens a new password: it lives shorter than sign-in codes may. */
const RESET_MINUTES_AT_MOST = 10

export interface CodeSending {
  readonly flow: Flow<BeginningFact & IdentifyFact>
  readonly application: Application
  readonly situation: Situation
  readonly purpose: CodePurpose
  readonly locale: string
}

/**
 * Makes a code for this flow and queues its mail, in the caller's transaction. Whether a mail goes out depends on who has
 * the address; what the browser sees does not (ATO-10).
 *
 * @returns until when the code is valid
 */
export async function sendCode(ctx: Context, sending: CodeSending): Promise<Date> {
  const { flow, purpose, situation } = sending
  const { typed, normalized } = addressOf(flow.facts)
  const code = randomCode(CODE_DIGITS)
  const now = ctx.clock()
  const minutes = codeMinutes(situation, purpose)
  const expiresAt = addSeconds(now, minutes * 60)
  const digest = codeDigest(ctx, { flowId: flow.id, purpose, code })
  await replaceCode(ctx.db, ctx.environment.id, {
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
  // To the address on record where there is one: it is the owner's spelling that their mail server knows.
  const to = situation.account?.email ?? typed
  // Made for nobody as well, and taken back: the time of the answer must not tell who has the address.
  await keepIf(ctx.db, isMailDue(sending), () => queueMail(ctx, { to, purpose: mailPurpose, code, ...sender, ...mail }))
  return expiresAt
}

export function codeMinutes({ settings }: Situation, purpose: CodePurpose): number {
  const minutes = settings.codeLifetimeMinutes
  return purpose === 'reset' ? Math.min(minutes, RESET_MINUTES_AT_MOST) : minutes
}

/** Bound to flow and purpose, so that a code of another flow cannot have the same digest. */
export function codeDigest(
  ctx: Pick<Context, 'sealer'>,
  { flowId, purpose, code }: { flowId: string; purpose: CodePurpose; code: string },
): Buffer {
  return ctx.sealer.digest(`one_time_codes.digest:${flowId}:${purpose}`, code)
}

/** A person without a password has none to reset: to them the code is one to sign in. Only their mail says it. */
function mailPurposeOf({ purpose, situation, flow }: CodeSending): 'sign_in' | 'sign_up' | 'reset' {
  if (purpose !== 'reset') return flow.facts.intent
  return situation.account?.passwordHash === undefined ? 'sign_in' : 'reset'
}

function isMailDue({ purpose, situation }: CodeSending): boolean {
  if (situation.account) return true
  // Nobody to reset a password for; and where nobody may sign up, no stranger gets mail.
  if (purpose === 'reset') return false
  return situation.settings.isSelfSignUpAllowed
}

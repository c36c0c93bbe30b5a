import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { sealContent } from './content.ts'
import { insertMessage } from './queries.ts'
import { assertPlainAddress, normalizeRecipient } from './recipient.ts'

export interface NewMail {
  /** One address, parsed strictly before (ATO-32). */
  readonly to: string
  /** What it is for, e.g. `sign_in`; for people who look at the list. */
  readonly purpose: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The name it comes from; absent: the one of the environment, of the operator, or of the business. */
  readonly senderName?: string | undefined
  /** The address it comes from where the environment has a mail server of its own; absent: that of the environment. */
  readonly senderEmail?: string | undefined
  /** The one-time code in it, so that the inbox can show it by itself. */
  readonly code?: string | undefined
}

/** The jobs that send a mail, by the server that takes it; `worker.ts` maps them to their handlers. */
export const SEND_MAIL = 'send_mail'
export const SEND_OWN_MAIL = 'send_own_mail'

/**
 * So many mails of one environment are on their way to its own server at once. Further ones wait without a hand of the
 * lane, and so hold up nobody else's (REL-11).
 */
const SENT_AT_ONCE = 3

/** Within about two hours, which is how long a code lives: the worker waits e^try seconds between them. */
const MOST_TRIES = 9

type RouteContext = Pick<Context, 'environment' | 'installationMail'>

/** Whether mail of this environment leaves the machine, by whichever server. */
export function isMailSent({ environment, installationMail }: RouteContext): boolean {
  return environment.hasMailServer || installationMail !== undefined
}

/** True where every mail lands in the inbox. Outside of production it is sent besides, where there is a server for it. */
export function isInboxOpen(ctx: RouteContext): boolean {
  return ctx.environment.kind === 'development' || !isMailSent(ctx)
}

/**
 * Writes a mail in the caller's transaction: it exists if and only if what it is about does. Returns at once, whatever
 * state the SMTP server is in.
 */
export async function queueMail(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer' | 'installationMail'>,
  mail: NewMail,
): Promise<void> {
  assertPlainAddress(mail.to)
  const id = newId()
  const createdAt = ctx.clock()
  const isKept = isInboxOpen(ctx)
  await insertMessage(ctx.db, ctx.environment.id, {
    id,
    createdAt,
    recipient: mail.to,
    recipientNormalized: normalizeRecipient(mail.to),
    purpose: mail.purpose,
    contentSealed: sealContent(ctx.sealer, id, { ...mail, businessName: ctx.environment.businessName }),
    isKept,
    state: isMailSent(ctx) ? 'queued' : 'inbox',
  })
  if (!isMailSent(ctx)) return
  const { id: environmentId, hasMailServer } = ctx.environment
  const job = { environment_id: environmentId, id, created_at: createdAt.toISOString() }
  if (!hasMailServer) return addJob(ctx.db, SEND_MAIL, job, { maxAttempts: MOST_TRIES })
  const queue = `mail:${environmentId}:${String(Number.parseInt(id.slice(-4), 16) % SENT_AT_ONCE)}`
  await addJob(ctx.db, SEND_OWN_MAIL, job, { maxAttempts: MOST_TRIES, queue })
}

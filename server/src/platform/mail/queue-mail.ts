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
  /** Who it is from, by name; absent: whom the operator named, or the business. */
  readonly senderName?: string | undefined
  /** The one-time code in it, so that the inbox can show it by itself. */
  readonly code?: string | undefined
}

/** The job that sends a mail; `worker.ts` maps it to its handler. */
export const SEND_MAIL = 'send_mail'

/** Within about two hours, which is how long a code lives: the worker waits e^try seconds between them. */
const MOST_TRIES = 9

/** True where every mail lands in the inbox. Outside of production it is sent besides, where there is a server for it. */
export function isInboxOpen(ctx: Pick<Context, 'environment' | 'isMailSent'>): boolean {
  return ctx.environment.kind === 'development' || !ctx.isMailSent
}

/**
 * Writes a mail in the caller's transaction: it exists if and only if what it is about does. Returns at once, whatever
 * state the SMTP server is in.
 */
export async function queueMail(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer' | 'isMailSent'>,
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
    state: ctx.isMailSent ? 'queued' : 'inbox',
  })
  if (!ctx.isMailSent) return
  const job = { environment_id: ctx.environment.id, id, created_at: createdAt.toISOString() }
  await addJob(ctx.db, SEND_MAIL, job, { maxAttempts: MOST_TRIES })
}

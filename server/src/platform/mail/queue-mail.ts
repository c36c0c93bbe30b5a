import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import { sealContent } from './content.ts'
import { insertMessage } from './queries.ts'
import { assertPlainAddress, normalizeRecipient } from './recipient.ts'

export interface NewMail {
  /** One address, parsed strictly before (ATO-32). */
  readonly to: string
  /** The purpose, e.g. `sign_in`, for people who read the list. */
  readonly purpose: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The sender's name; absent for that of the environment, of the operator, or of the business. */
  readonly senderName?: string | undefined
  /** The sender's address where the environment has a mail server of its own; absent for that of the environment. */
  readonly senderEmail?: string | undefined
  /** The one-time code of the mail, so that the inbox can show it separately. */
  readonly code?: string | undefined
}

/** The jobs that send a mail, by the server that takes it; `worker.ts` maps them to their handlers. */
export const SEND_MAIL = 'send_mail'
export const SEND_OWN_MAIL = 'send_own_mail'

/**
 * The largest number of mails that one environment sends to its own server at once. Further ones wait outside of the
 * lane, and so hold up no other environment (REL-11).
 */
const SENT_AT_ONCE = 3

/** The tries take about two hours, which is the lifetime of a code: the worker waits e^try seconds between them. */
const MOST_TRIES = 9

type RouteContext = Pick<Context, 'environment' | 'installationMail'>

/** Returns whether mail of this environment leaves the machine, by any server. */
export function isMailSent({ environment, installationMail }: RouteContext): boolean {
  return environment.hasMailServer || installationMail !== undefined
}

/**
 * Returns true where every mail goes to the inbox. Outside of production it is also sent, where there is a server for
 * it.
 */
export function isInboxOpen(ctx: RouteContext): boolean {
  return ctx.environment.kind === 'development' || !isMailSent(ctx)
}

/**
 * Writes a mail in the caller's transaction, which commits both or neither. Returns at once, in any state of the SMTP
 * server.
 */
export async function queueMail(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer' | 'installationMail'>,
  mail: NewMail,
): Promise<void> {
  assertPlainAddress(mail.to)
  const id = newId()
  const createdAt = ctx.clock()
  const isKept = isInboxOpen(ctx)
  await insertMessage(ctx.db, {
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

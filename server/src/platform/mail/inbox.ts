import type { Context } from '#platform/context'
import { openContent } from './content.ts'
import { findKeptMessage, findNewestKept, listKeptMessages, type StoredMail } from './queries.ts'
import { normalizeRecipient } from './recipient.ts'

/** A mail that stayed here. */
export interface InboxMail {
  readonly id: string
  readonly to: string
  /** The sender's name, where the mail has one of its own. */
  readonly senderName: string | undefined
  /** Used by a mail server of the environment only. */
  readonly senderEmail: string | undefined
  readonly businessName: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly code: string | undefined
  readonly createdAt: Date
}

type InboxContext = Pick<Context, 'db' | 'environment' | 'sealer'>

/** Newest first; `to` in any spelling of the address. */
export async function listInboxMessages(
  ctx: InboxContext,
  { to, limit }: { readonly to?: string | undefined; readonly limit: number },
): Promise<InboxMail[]> {
  const recipientNormalized = to === undefined ? undefined : normalizeRecipient(to)
  const stored = await listKeptMessages(ctx.db, { recipientNormalized, limit })
  return stored.map((mail) => inboxMailOf(ctx, mail))
}

export async function findInboxMessage(ctx: InboxContext, id: string): Promise<InboxMail | undefined> {
  const stored = await findKeptMessage(ctx.db, id)
  return stored && inboxMailOf(ctx, stored)
}

/** Returns the newest mail, for those who wait for the next. */
export function findNewestInboxMessage(
  ctx: Pick<Context, 'db' | 'environment'>,
): Promise<{ readonly id: string; readonly createdAt: Date } | undefined> {
  return findNewestKept(ctx.db)
}

function inboxMailOf({ sealer }: InboxContext, { id, recipient, contentSealed, createdAt }: StoredMail): InboxMail {
  const { subject, text, html, code, senderName, senderEmail, businessName } = openContent(sealer, id, contentSealed)
  return { id, to: recipient, senderName, senderEmail, businessName, subject, text, html, code, createdAt }
}

import type { Context } from '#platform/context'
import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import { openContent } from './content.ts'
import { findNewestKept, listKeptMessages } from './queries.ts'

/** A text message that stayed here. */
export interface InboxSms {
  readonly id: string
  /** E.164 */
  readonly to: string
  readonly text: string
  readonly code: string | undefined
  readonly createdAt: Date
}

/** Newest first; `to` in any spelling of the number in international form. */
export async function listInboxSms(
  { db, sealer }: Pick<Context, 'db' | 'sealer'>,
  { to, limit }: { readonly to?: string | undefined; readonly limit: number },
): Promise<InboxSms[]> {
  const recipient = to === undefined ? undefined : normalizeRecipient(to)
  const stored = await listKeptMessages(db, { recipient, limit })
  return stored.map(({ id, recipient, contentSealed, createdAt }) => ({
    id,
    to: recipient,
    createdAt,
    code: undefined,
    ...openContent(sealer, id, contentSealed),
  }))
}

/** Returns the newest text message, for those who wait for the next. */
export function findNewestInboxSms({
  db,
}: Pick<Context, 'db'>): Promise<{ readonly id: string; readonly createdAt: Date } | undefined> {
  return findNewestKept(db)
}

/** Accepts any text. In a query of an address `+` means a blank, so the number may have lost it. */
function normalizeRecipient(text: string): string {
  return `+${withPlainDigits(withoutBlanks(text))
    .replace(/^\+|^00/, '')
    .replaceAll(/[().\-/\0]/g, '')}`
}

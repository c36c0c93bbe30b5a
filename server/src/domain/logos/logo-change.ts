import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { type LogoOwner, type Theme } from './logo.ts'

export type LogoChangeContext = Pick<Context, 'db' | 'clock' | 'cache'>

export interface LogoTarget extends LogoOwner {
  readonly theme: Theme
  readonly author: Author
}

export async function recordLogoEvent(
  { db, clock }: { readonly db: Db; readonly clock: Context['clock'] },
  { organizationId, theme, author }: LogoTarget,
  type: 'logo.updated' | 'logo.deleted',
): Promise<void> {
  const event = { type, occurredAt: clock(), ...author, payload: { type: theme } }
  await recordEvent(db, organizationId === undefined ? event : { ...event, organizationId })
  // An environment comes with its logos where its host is looked up.
  await announceChange(db, 'host:')
}

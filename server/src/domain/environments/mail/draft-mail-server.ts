import type { Context } from '#platform/context'
import type { MailServer } from '#platform/smtp'
import { checkDraft, draftOf, serverOf, type MailChange } from './mail-settings.ts'
import { findMailSettings } from './queries.ts'

/** An environment as it would be with changed mail settings; nothing is written. */
export interface DraftedMail {
  readonly server: MailServer | undefined
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
}

/**
 * The mail server that an environment would use after a change, to try it before it is saved (X5-2).
 *
 * @throws {InvalidInput} `MAIL_SETTINGS_INCOMPLETE`, `SMTP_PASSWORD_REQUIRED`, `SMTP_HOST_NOT_ALLOWED`,
 * `SMTP_PORT_NOT_ALLOWED`
 */
export async function draftMailServer(
  ctx: Pick<Context, 'database' | 'environment' | 'outbound' | 'sealer'>,
  change: MailChange,
): Promise<DraftedMail> {
  const stored = await findMailSettings(ctx.database.system, ctx.environment.id)
  const draft = draftOf(ctx.sealer, stored ?? { settings: {}, passwordSealed: undefined }, change)
  checkDraft(ctx.outbound, draft)
  return { server: serverOf(draft), settings: draft.settings }
}

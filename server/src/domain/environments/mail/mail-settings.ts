import type { Outbound } from '#platform/outbound'
import type { Sealer } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import { OutboundRefused } from '#platform/outbound'
import type { MailServer } from '#platform/smtp'
import { settingsFor, type SettingsChange } from '#domain/settings'
import { ownServerOf, type OwnServer } from './own-server.ts'
import type { StoredMailSettings } from './queries.ts'

/** The change that a caller asks for. A password of `null` removes the stored one. */
export interface MailChange extends SettingsChange {
  readonly password?: string | null | undefined
}

/** The mail settings as they are after a change, before they are written. */
export interface MailDraft {
  /** Raw settings of the environment. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly password: string | undefined
}

/**
 * Bound to the server that it was given for: it does not open for another one, so that nobody who may change the
 * settings can have it sent to a server of theirs.
 */
function purposeOf({ smtpHost, smtpPort, smtpUser }: ServerFields): string {
  return `environments.smtp_password_sealed:${JSON.stringify([smtpHost, smtpPort, smtpUser])}`
}

type ServerFields = Pick<ReturnType<typeof settingsFor>['values'], 'smtpHost' | 'smtpPort' | 'smtpUser'>

/** @throws {InvalidInput} `SMTP_PASSWORD_REQUIRED` */
export function draftOf(sealer: Sealer, stored: StoredMailSettings, { said, unsaid, password }: MailChange): MailDraft {
  const before = settingsFor({ environment: stored.settings }).values
  const raw = Object.entries({ ...recordOf(stored.settings), ...said }).filter(([name]) => !unsaid.includes(name))
  const settings = Object.fromEntries(raw)
  if (password !== undefined) return { settings, password: password ?? undefined }
  if (stored.passwordSealed === undefined) return { settings, password: undefined }
  if (purposeOf(before) !== purposeOf(settingsFor({ environment: settings }).values)) {
    throw new InvalidInput(
      'SMTP_PASSWORD_REQUIRED',
      'The stored password is for the server and user it was given with: send smtp_password again, or null for none.',
    )
  }
  return { settings, password: sealer.open(purposeOf(before), stored.passwordSealed) }
}

/** @throws {InvalidInput} `MAIL_SETTINGS_INCOMPLETE`, `SMTP_HOST_NOT_ALLOWED`, `SMTP_PORT_NOT_ALLOWED` */
export function checkDraft(outbound: Pick<Outbound, 'checkMailServer'>, { settings, password }: MailDraft): void {
  const { isCustomSender, smtpHost: host, smtpPort: port, smtpUser } = settingsFor({ environment: settings }).values
  if (isCustomSender && ownServerOf(settings) === undefined) {
    throw incomplete('An own sender needs sender_email, smtp_host and smtp_port.')
  }
  if ((smtpUser === null) !== (password === undefined)) {
    throw incomplete('smtp_user and smtp_password go together: send both or neither.')
  }
  if (host === null || port === null) return
  try {
    outbound.checkMailServer({ host, port })
  } catch (error) {
    if (error instanceof OutboundRefused) throw notAllowed(error)
    throw error
  }
}

function incomplete(message: string): InvalidInput {
  return new InvalidInput('MAIL_SETTINGS_INCOMPLETE', message)
}

function notAllowed({ problem }: OutboundRefused): InvalidInput {
  return problem === 'PORT_NOT_ALLOWED'
    ? new InvalidInput('SMTP_PORT_NOT_ALLOWED', 'smtp_port must be 25, 465, 587 or 2525.')
    : new InvalidInput(
        'SMTP_HOST_NOT_ALLOWED',
        'smtp_host must be on the public internet, or in a network that the operator allowed (GATEHOUSE_OUTBOUND_ALLOW).',
      )
}

export function sealPassword(sealer: Sealer, { settings, password }: MailDraft): Buffer | null {
  if (password === undefined) return null
  return sealer.seal(purposeOf(settingsFor({ environment: settings }).values), password)
}

/** The server that the draft names, ready to be used; undefined where it names none. */
export function serverOf({ settings, password }: MailDraft): MailServer | undefined {
  const own = ownServerOf(settings)
  return own && withLogin(own, password)
}

function withLogin({ host, port, user, sender }: OwnServer, password: string | undefined): MailServer {
  const login = user === undefined || password === undefined ? undefined : { user, password }
  return { host, port, login, from: sender }
}

function recordOf(settings: unknown): Readonly<Record<string, unknown>> {
  return typeof settings === 'object' && settings !== null ? { ...settings } : {}
}

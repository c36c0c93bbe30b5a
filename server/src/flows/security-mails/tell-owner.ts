import type { Context } from '#platform/context'
import { directionOf, negotiateLocale, translator, type Translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { securityMail, type SecurityMailValues } from '#flows/mails'
import { listIdentitiesOfUser } from '#domain/identities'
import { findMailLook } from '#domain/organizations'
import { settingsFor, type Settings } from '#domain/settings'

type Change = SecurityMailValues['change']
type Told = Settings['securityMails'][number]

/** The entry of `securityMails` that each change belongs to. */
const TOLD_AS: Readonly<Record<Change, Told>> = {
  password_changed: 'password',
  address_added: 'address',
  address_removed: 'address',
  main_address_changed: 'address',
  factor_added: 'factor',
  factor_removed: 'factor',
  factors_reset: 'factor',
  recovery_codes_made: 'factor',
  recovery_code_used: 'factor',
  passkey_added: 'passkey',
  passkey_removed: 'passkey',
  new_device: 'new_device',
  locked: 'lockout',
}

export interface OwnerNotice {
  readonly userId: string
  readonly change: Change
  /** The thing that changed: as it is written everywhere, or in the language of the mail. */
  readonly subject?: string | ((t: Translate) => string) | undefined
  /** The address that is told; the main verified one where it is left out. */
  readonly to?: string | undefined
  /** The language of the person's browser. */
  readonly locale?: string | undefined
  readonly requestedFrom?: SecurityMailValues['requestedFrom']
  /** The secret by which the change can be taken back. */
  readonly undoToken?: string | undefined
}

/**
 * Tells a person of a change to how they sign in. Runs in the transaction of the change. Does nothing where the
 * environment does not want it, or where there is no verified address.
 */
export async function tellOwner(ctx: Context, notice: OwnerNotice): Promise<void> {
  const { environment, catalogue, issuer } = ctx
  const { userId, change, subject, undoToken } = notice
  const { values } = settingsFor({ business: environment.businessSettings, environment: environment.settings })
  if (!values.securityMails.includes(TOLD_AS[change])) return
  const to = notice.to ?? (await findMainAddress(ctx, userId))
  if (to === undefined) return
  const locale =
    notice.locale ?? negotiateLocale({ preferred: values.languageKey ?? undefined, available: catalogue.locales })
  const { logoUrl, ...sender } = await findMailLook(ctx, { userId, code: undefined })
  const t = translator(catalogue, locale)
  const mail = securityMail({
    t,
    locale,
    dir: directionOf(locale),
    business: environment.businessName,
    change,
    subject: typeof subject === 'function' ? subject(t) : subject,
    at: ctx.clock(),
    requestedFrom: notice.requestedFrom,
    accountHref: `${issuer}/account`,
    undoHref: undoToken === undefined ? undefined : `${issuer}/account/undo/${undoToken}`,
    logoUrl,
  })
  await queueMail(ctx, { to, purpose: `security_${change}`, ...sender, ...mail })
}

async function findMainAddress({ db }: Pick<Context, 'db'>, userId: string): Promise<string | undefined> {
  const identities = await listIdentitiesOfUser(db, userId)
  const verified = identities.filter(({ kind, verifiedAt }) => kind === 'email' && verifiedAt !== undefined)
  return (verified.find(({ isPrimary }) => isPrimary) ?? verified[0])?.typed
}

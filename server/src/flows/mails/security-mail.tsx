import { formatTime, type Direction, type Translate } from '#platform/i18n'
import { Aside, MailFrame } from './mail-frame.tsx'
import { singleLine, type WrittenMail } from './written-mail.ts'

/** An event in the life of an account; the texts of `mail.security` have these names. */
export type SecurityChange =
  | 'password_changed'
  | 'address_added'
  | 'address_removed'
  | 'main_address_changed'
  | 'factor_added'
  | 'factor_removed'
  | 'factors_reset'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'passkey_added'
  | 'passkey_removed'
  | 'new_device'
  | 'locked'

export interface SecurityMailValues {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  readonly business: string
  readonly change: SecurityChange
  /** The address, factor or passkey that it is about, in words. */
  readonly subject?: string | undefined
  readonly at: Date
  /** The source of the request, where a person made the change in a browser. */
  readonly requestedFrom?: { readonly ip: string; readonly browser?: string | undefined } | undefined
  /** The page where people look after their account. */
  readonly accountHref: string
  /** The page that takes the change back; opening it changes nothing. */
  readonly undoHref?: string | undefined
  readonly logoUrl?: string | undefined
}

/** Writes the mail that tells people of a change to how they sign in, and what to do if it was somebody else. */
export function securityMail(values: SecurityMailValues): WrittenMail {
  const { t, locale, business, change, subject: about = '', at, requestedFrom, accountHref, undoHref, ...how } = values
  const heading = t(`mail.security.heading.${change}`, { business })
  const told = t(`mail.security.told.${change}`, { business, subject: about })
  const when = t('mail.security.when', { time: formatTime(locale, at) })
  const asked = requestedFrom && sayWhere(t, requestedFrom)
  const remedy = undoHref === undefined ? t('mail.security.remedy') : t('mail.security.undo')
  const href = undoHref ?? accountHref
  const from = t('mail.from', { business })
  const subject = singleLine(heading)
  const facts = [when, ...(asked === undefined ? [] : [asked])]
  const body = (
    <MailFrame {...{ ...how, locale, subject, business, heading, from }}>
      <p style="margin:0 0 16px">{told}</p>
      <Aside text={facts.join(' ')} />
      <p style="margin:16px 0 8px">{remedy}</p>
      <p style="margin:0 0 16px">
        <a href={href}>{href}</a>
      </p>
    </MailFrame>
  )
  return {
    subject,
    text: `${[heading, told, facts.join('\n'), `${remedy}\n${href}`, `-- \n${from}`].join('\n\n')}\n`,
    html: `<!doctype html>${String(body)}`,
  }
}

function sayWhere(t: Translate, { ip, browser }: NonNullable<SecurityMailValues['requestedFrom']>): string {
  return browser ? t('mail.code.asked', { ip, browser }) : t('mail.code.asked_ip', { ip })
}

import type { Direction, Translate } from '#platform/i18n'
import { Aside, MailFrame } from './mail-frame.tsx'
import { singleLine, type WrittenMail } from './written-mail.ts'

export interface InvitationMailValues {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  readonly business: string
  /** The role by its name in the language of the mail. */
  readonly role: string
  /** The inviter. */
  readonly inviter: string
  /** The page that asks the invited; opening it accepts nothing. */
  readonly href: string
  /** The sender by name. */
  readonly sender: string
}

/** The mail that asks somebody to join the team of a business (T6-1). */
export function invitationMail({
  t,
  business,
  role,
  inviter,
  href,
  sender,
  ...how
}: InvitationMailValues): WrittenMail {
  const heading = t('mail.invitation.heading', { business })
  const asked = t('mail.invitation.asked', { inviter, business, role })
  const open = t('mail.invitation.open')
  const lifetime = t('mail.invitation.lifetime')
  const notYou = t('mail.invitation.not_you')
  const from = t('mail.from', { business: sender })
  const subject = singleLine(heading)
  const body = (
    <MailFrame {...{ ...how, subject, business, heading, from }}>
      <p style="margin:0 0 16px">{asked}</p>
      <p style="margin:0 0 8px">{open}</p>
      <p style="margin:0 0 16px">
        <a href={href}>{href}</a>
      </p>
      <Aside text={lifetime} />
      <Aside text={notYou} />
    </MailFrame>
  )
  return {
    subject,
    text: `${[heading, asked, `${open}\n${href}`, lifetime, notYou, `-- \n${from}`].join('\n\n')}\n`,
    html: `<!doctype html>${String(body)}`,
  }
}

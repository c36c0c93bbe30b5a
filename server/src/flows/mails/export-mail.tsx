import type { Direction, Translate } from '#platform/i18n'
import { Aside, MailFrame } from './mail-frame.tsx'
import { singleLine, type WrittenMail } from './written-mail.ts'

export interface ExportMailValues {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  readonly what: 'users' | 'organizations'
  /** The business whose data is exported. */
  readonly business: string
  readonly environment: string
  /** The application that requested the export, and its address. */
  readonly application: string
  readonly ip: string
  /** The name of the sender. */
  readonly sender: string
}

/** Writes the mail that warns owners that data is about to leave (U5-5). */
export function exportMail({
  t,
  what,
  business,
  environment,
  application,
  ip,
  sender,
  ...how
}: ExportMailValues): WrittenMail {
  const heading = t(`mail.export.heading.${what}`, { business })
  const asked = t('mail.export.asked', { application, environment, ip })
  const notYou = t('mail.export.not_you', { business })
  const from = t('mail.from', { business: sender })
  const subject = singleLine(heading)
  const body = (
    <MailFrame {...{ ...how, subject, business, heading, from }}>
      <p style="margin:0 0 16px">{asked}</p>
      <Aside text={notYou} />
    </MailFrame>
  )
  return {
    subject,
    text: `${[heading, asked, notYou, `-- \n${from}`].join('\n\n')}\n`,
    html: `<!doctype html>${String(body)}`,
  }
}

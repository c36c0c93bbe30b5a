import type { Direction, Translate } from '#platform/i18n'
import { Aside, MailFrame } from './mail-frame.tsx'
import { singleLine, type WrittenMail } from './written-mail.ts'

export interface TestMailValues {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  /** The name that people know the sender by. */
  readonly business: string
  readonly environment: string
  /** The application that asked, and its network address. */
  readonly application: string
  readonly ip: string
  readonly logoUrl?: string | undefined
}

/** The mail by which an administrator sees how mail of an environment arrives (X5-2). */
export function testMail({ t, business, environment, application, ip, ...how }: TestMailValues): WrittenMail {
  const heading = t('mail.test.heading', { business })
  const what = t('mail.test.what')
  const asked = t('mail.export.asked', { application, environment, ip })
  const from = t('mail.from', { business })
  const subject = singleLine(t('mail.test.subject', { business }))
  const body = (
    <MailFrame {...{ ...how, subject, business, heading, from }}>
      <p style="margin:0 0 16px">{what}</p>
      <Aside text={asked} />
    </MailFrame>
  )
  return {
    subject,
    text: `${[heading, what, asked, `-- \n${from}`].join('\n\n')}\n`,
    html: `<!doctype html>${String(body)}`,
  }
}

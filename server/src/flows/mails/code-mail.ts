import { formatDuration, type Direction, type Translate } from '#platform/i18n'
import { CodeMailBody, type CodeMailWords } from './code-mail-body.tsx'
import { singleLine, type WrittenMail } from './written-mail.ts'

export interface CodeMailValues {
  readonly t: Translate
  readonly locale: string
  readonly dir: Direction
  /** The name of the sender. */
  readonly business: string
  /** The application that the person signs in to. */
  readonly application: string
  readonly purpose: 'sign_in' | 'sign_up' | 'reset' | 'factor' | 'verify'
  readonly code: string
  /** The lifetime of the code. */
  readonly minutes: number
  /** The source of the request: `browser` in words ("Firefox on Linux"), where it is known. */
  readonly requestedFrom?: { readonly ip: string; readonly browser?: string | undefined } | undefined
  readonly logoUrl?: string | undefined
}

/** Writes the mail with a one-time code. */
export function codeMail(values: CodeMailValues): WrittenMail {
  const { t, purpose, code, application } = values
  const subject = singleLine(t(`mail.code.subject.${purpose}`, { code, application }))
  const words = wordsOf(values)
  return {
    subject,
    text: textOf(words, code),
    html: `<!doctype html>${String(CodeMailBody({ ...values, subject, words }))}`,
  }
}

function wordsOf({ t, locale, purpose, application, business, minutes, requestedFrom }: CodeMailValues): CodeMailWords {
  return {
    heading: t(`mail.code.heading.${purpose}`, { application }),
    instruction: t(`mail.code.do.${purpose}`, { application }),
    lifetime: t('mail.code.lifetime', { lifetime: formatDuration(locale, minutes * 60) }),
    asked: requestedFrom && sayWhoAsked(t, requestedFrom),
    notYou: t('mail.code.not_you', { business }),
    from: t('mail.from', { business }),
  }
}

function sayWhoAsked(t: Translate, { ip, browser }: NonNullable<CodeMailValues['requestedFrom']>): string {
  return browser ? t('mail.code.asked', { ip, browser }) : t('mail.code.asked_ip', { ip })
}

function textOf({ heading, instruction, lifetime, asked, notYou, from }: CodeMailWords, code: string): string {
  const after = [lifetime, asked].filter((line) => line !== undefined).join('\n')
  return `${[heading, instruction, `    ${code}`, after, notYou, `-- \n${from}`].join('\n\n')}\n`
}

import type { MailFrom } from '#platform/config'

/** A mail on its way out. */
export interface OutgoingMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The business that the mail is of; its name stands where no sender is named. */
  readonly businessName: string
  /** Before the sender of the server, where somebody is named for this very mail. */
  readonly senderName?: string | undefined
  /** Used by a server of the environment only: another would not send for this address. */
  readonly senderEmail?: string | undefined
}

export interface MailSender {
  /** The sender of mails that name none. */
  readonly from: MailFrom
  /** @throws {MailNotSent} */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<void>
  close(): void
}

/** Returns a mail from this address in the form of the mail library. */
export function messageOf(mail: OutgoingMail, { address, name }: MailFrom) {
  return {
    // The same at each try: a person who gets it twice after a crash can tell (RFC 5322 section 3.6.4).
    messageId: `<${mail.id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
    from: { address, name: singleLine(mail.senderName ?? name ?? mail.businessName) },
    to: { address: mail.to, name: '' },
    subject: singleLine(mail.subject),
    text: mail.text,
    html: mail.html,
    // Answered by no holiday notice (RFC 3834 section 5).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** A line break in a name or a subject must not become a header (ATO-32). */
function singleLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

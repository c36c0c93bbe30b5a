/** The same content in both forms. */
export interface WrittenMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Names come from settings; a line break in one must not reach the header (ATO-32). */
export function singleLine(subject: string): string {
  return subject.replace(/\p{Cc}+/gu, ' ').trim()
}

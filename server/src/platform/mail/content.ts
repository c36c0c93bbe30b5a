import type { Sealer } from '#platform/crypto'
import * as z from 'zod'

/** What a mail says; never stored in clear. */
const MailContent = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  code: z.string().optional(),
})
export type MailContent = z.infer<typeof MailContent>

const purposeOf = (id: string) => `mail_messages.content:${id}`

export function sealContent(sealer: Sealer, id: string, { subject, text, html, code }: MailContent): Buffer {
  return sealer.seal(purposeOf(id), JSON.stringify({ subject, text, html, code }))
}

export function openContent(sealer: Sealer, id: string, sealed: Uint8Array): MailContent {
  return MailContent.parse(JSON.parse(sealer.open(purposeOf(id), sealed)))
}

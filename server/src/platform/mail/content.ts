import type { Sealer } from '#platform/crypto'
import * as z from 'zod'

/** The content of a mail; never stored in clear. */
const MailContent = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  code: z.string().optional(),
  /** The name of the business at the time of the mail. */
  businessName: z.string(),
  senderName: z.string().optional(),
  senderEmail: z.string().optional(),
})
export type MailContent = z.infer<typeof MailContent>

const purposeOf = (id: string) => `mail_messages.content:${id}`

export function sealContent(sealer: Sealer, id: string, content: MailContent): Buffer {
  return sealer.seal(purposeOf(id), JSON.stringify(MailContent.parse(content)))
}

export function openContent(sealer: Sealer, id: string, sealed: Uint8Array): MailContent {
  return MailContent.parse(JSON.parse(sealer.open(purposeOf(id), sealed)))
}

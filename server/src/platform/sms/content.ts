import type { Sealer } from '#platform/crypto'
import * as z from 'zod'

/** The content of a text message; never stored in clear. */
const SmsContent = z.object({ text: z.string(), code: z.string().optional() })
export type SmsContent = z.infer<typeof SmsContent>

const purposeOf = (id: string) => `sms_messages.content:${id}`

export function sealContent(sealer: Sealer, id: string, content: SmsContent): Buffer {
  return sealer.seal(purposeOf(id), JSON.stringify(SmsContent.parse(content)))
}

export function openContent(sealer: Sealer, id: string, sealed: Uint8Array): SmsContent {
  return SmsContent.parse(JSON.parse(sealer.open(purposeOf(id), sealed)))
}

import type { Translate } from '#platform/i18n'

export interface SmsTextValues {
  readonly t: Translate
  readonly code: string
  readonly business: string
  /** The host of the sign-in page, without port. */
  readonly host: string
}

/** One message of the alphabet of GSM, and two of any other script. */
const [GSM_CHARACTERS, OTHER_CHARACTERS] = [160, 134]
/** A name is recognised by its beginning. */
const FEWEST_OF_NAME = 12

/** The basic character set of GSM 03.38 and its extension, whose characters count twice. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/u
const EXTENDED = /[\^{}\\[~\]|€]/gu

/**
 * Returns the message of a code (M3-5): the code and the business first, and last the line by which browsers fill the
 * code in at that host only (origin-bound one-time codes). A name too long for the message is cut; the host never is.
 */
export function smsText({ t, code, business, host }: SmsTextValues): string {
  const name = Array.from(business.replace(/[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu, ' ').trim())
  const write = (shown: string) => `${t('sms.code', { code, business: shown })}\n\n@${host} #${code}`
  if (fits(write(name.join('')))) return write(name.join(''))
  let length = name.length
  const cut = () => `${name.slice(0, length).join('').trimEnd()}...`
  while (length > FEWEST_OF_NAME && !fits(write(cut()))) length -= 1
  return write(cut())
}

function fits(text: string): boolean {
  if (!GSM.test(text)) return text.length <= OTHER_CHARACTERS
  return text.length + (text.match(EXTENDED)?.length ?? 0) <= GSM_CHARACTERS
}

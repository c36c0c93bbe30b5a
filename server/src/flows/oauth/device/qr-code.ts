import { toDataURL } from 'qrcode'

/** Returns a PNG picture of an address, as a data URI (P4-4): a television shows it, and a telephone reads it. */
export function qrCodeOf(address: string): Promise<string> {
  return toDataURL(address, { type: 'image/png', errorCorrectionLevel: 'M', margin: 4, width: 300 })
}

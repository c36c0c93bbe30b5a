/** The portable hashes of phpass, which WordPress used until 6.8, to recognise passwords by. */
import { createHash } from 'node:crypto'

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The text that phpass makes of the password with the settings that `hash` begins with. */
export function phpass(password: string, hash: string): string {
  const rounds = 2 ** DIGITS.indexOf(hash.charAt(3))
  const key = Buffer.from(password)
  const md5 = (part: string | Buffer) => createHash('md5').update(part).update(key).digest()
  let state = md5(hash.slice(4, 12))
  for (let round = 0; round < rounds; round += 1) state = md5(state)
  return hash.slice(0, 12) + encode(state)
}

/** Three bytes make four digits, the lowest six bits first. */
function encode(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.subarray(at, at + 3)
    let value = left.reduce((all, byte, place) => all | (byte << (8 * place)), 0)
    for (let digit = 0; digit <= left.length; digit += 1) {
      text += DIGITS.charAt(value & 63)
      value >>= 6
    }
  }
  return text
}

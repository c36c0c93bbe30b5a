/**
 * What devices without a browser of their own ask for (RFC 8628), until a person has decided and the device has its
 * tokens.
 *
 * A device code is a secret of 256 bits of which only the digest is stored. A user code is short, so it is kept as a
 * keyed digest, lives ten minutes, and guesses at it are counted by whoever takes them. Whoever types a user code first
 * claims it, and no other browser can decide about it. Each state is entered by one statement, once: pending, then
 * approved or denied, then used. Owns `device_codes`.
 *
 * Refuses: saying who may approve, minting tokens.
 */
export { DEVICE_CODE_SECONDS, isUserCode, POLLING_SECONDS, readUserCode, type DeviceCode } from './device-code.ts'
export { createDeviceCode, type DeviceRequest, type IssuedDeviceCode } from './create-device-code.ts'
export { claimDeviceCode } from './claim-device-code.ts'
export {
  approveDeviceCode,
  consumeDeviceCode,
  denyDeviceCode,
  findDeviceCode,
  pollDeviceCode,
  type Poll,
} from './queries.ts'

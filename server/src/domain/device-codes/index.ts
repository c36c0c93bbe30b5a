/**
 * Requests of devices without a browser of their own (RFC 8628), until a person has decided and the device has its
 * tokens.
 *
 * A device code is a secret of 256 bits of which only the digest is stored. A user code is short, so it is stored as a
 * keyed digest, lives ten minutes, and the pages that accept it count guesses. The browser that types a user code first
 * claims the request; until it is decided, another browser that knows the code can take it over. At any moment one
 * browser has it, and no other can decide. Each state is entered by one statement, once: pending, then approved or
 * denied, then used. Owns `device_codes`.
 *
 * Refuses: deciding who may approve, minting tokens.
 */
export { DEVICE_CODE_SECONDS, isUserCode, POLLING_SECONDS, readUserCode, type DeviceCode } from './device-code.ts'
export { createDeviceCode, type DeviceRequest, type IssuedDeviceCode } from './create-device-code.ts'
export { claimDeviceCode, type DeviceClaim } from './claim-device-code.ts'
export { takeOverDeviceCode, type DeviceTakeover } from './take-over-device-code.ts'
export {
  approveDeviceCode,
  consumeDeviceCode,
  denyDeviceCode,
  findDeviceCode,
  pollDeviceCode,
  releaseDeviceCode,
  type Poll,
} from './queries.ts'

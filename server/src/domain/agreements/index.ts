/**
 * Terms and privacy policy that whoever signs up must agree to, where business or environment demand it (A6-9), and the
 * record of who agreed to what and when. Owns `agreements`.
 *
 * Invariants: a record names the documents as they were linked beside the box; it goes with its user. Nobody agrees by
 * silence: only a box that the person ticked makes a record.
 */
export { agreementFor, isSameAgreement, type Agreement, type NewAgreement } from './agreement.ts'
export { keepAgreement } from './keep-agreement.ts'

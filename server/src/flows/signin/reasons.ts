import type { PasskeyFact } from './steps/passkey/index.ts'

const ANSWERS: Readonly<Record<string, string>> = {
  challenge: 'the browser passed the bot stop',
  'challenge-wait': 'the browser waited in place of the bot stop',
  change: 'another address is wanted',
  code: 'the code is right',
  consent: 'the person consented',
  create: 'a new account is wanted',
  enroll: 'the new factor is confirmed',
  'enroll-address': 'an address for codes was given',
  'enroll-back': 'another factor is wanted',
  'enroll-choose': 'a factor to set up was chosen',
  'enroll-decline': 'the person declined a second factor',
  'enroll-resend': 'another code was asked for',
  factor: 'the second factor is right',
  'factor-choose': 'another factor was chosen',
  'factor-resend': 'another code was asked for',
  forgot: 'the person forgot the password',
  identify: 'an address, a number or a username was given',
  'keep-password': 'the person keeps a password that is known from a breach',
  'new-password': 'a new password was chosen',
  organization: 'an organization was chosen',
  passkey: 'the passkey is right',
  'passkey-add': 'a passkey was registered',
  'passkey-check': 'the passkey is right',
  'passkey-later': 'the person wants no passkey now',
  password: 'the password is right',
  'recovery-codes': 'the person has seen the recovery codes',
  profile: 'the person gave their name, or agreed',
  register: 'an address or a number to sign up was given',
  resend: 'another code was asked for',
  username: 'a username was chosen',
}

const PROBLEMS: Readonly<Record<string, string>> = {
  challenge_expired: 'the challenge was too old, of another page, or used before',
  challenge_failed: 'the challenge was not passed',
  too_early: 'the wait in place of the bot stop was not over',
  too_many_waits: 'there were too many waits in place of the bot stop',
  code_missing: 'no code was typed',
  email_invalid: 'the text is no email address',
  expired_code: 'the code has expired, or a newer one was sent',
  form_expired: 'the page was too old, or of another browser',
  locked: 'tries are locked for a while, because there were too many wrong ones',
  known_from_breach: 'the new password is known from a breach',
  phone_invalid: 'the text is no phone number',
  recovery_missing: 'no recovery code was typed',
  used_code: 'the code of this moment was used before',
  wrong_recovery: 'the recovery code is wrong, or was used before',
  passkey_expired: 'the challenge of the passkey has expired, or was used before',
  passkey_not_verified: 'the authenticator did not verify the person',
  passkey_taken: 'the passkey belongs to an account already',
  passkey_unknown: 'no account has the passkey at this host',
  passkey_unreadable: 'the answer of the browser is not readable',
  passkey_wrong: 'the signature, the origin or the host of the passkey is wrong',
  password_missing: 'no password was typed',
  same_as_present: 'the new password is the present one',
  too_many_tries: 'there were too many wrong tries',
  wrong_code: 'the code is wrong',
  wrong_password: 'the password is wrong, or the account has none',
}

/** Returns the reason of a trace for an answer that was accepted, by the verb of its form. */
export function reasonOfAnswer(verb: string, { provenPasskey }: PasskeyFact): string {
  const reason = ANSWERS[verb] ?? 'the answer was accepted'
  const isCountBack = verb.startsWith('passkey') && provenPasskey?.isCountBack === true
  return isCountBack ? `${reason}, but its counter did not rise: the key may have been copied` : reason
}

/** Returns the reason of a trace for an answer that was refused, by the code of its error. */
export function reasonOfProblem(problem: string): string {
  return PROBLEMS[problem] ?? 'the form does not accept what was typed'
}

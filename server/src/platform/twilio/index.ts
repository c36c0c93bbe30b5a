/**
 * Twilio, by the requests and answers that it publishes: sends one text message by one account, and reads what became of
 * it.
 *
 * Invariants: every request passes the outbound guard; a token is in no error and no log, and neither is a number or a
 * text: Twilio's own sentences name them, so its codes are said in sentences of ours. Knows neither queue nor settings.
 */
export { openTwilio, type DeliveryReport, type Twilio, type TwilioAccount } from './twilio.ts'
export { SmsNotSent, type SmsBlame } from './sms-not-sent.ts'
export { reasonOf } from './reasons.ts'

import { z } from 'zod'
import { endpoint, success, successOf } from '#platform/http'
import { SmsFields, smsChangeOf } from '#domain/environments'
import { sendTestSms } from './send-test-sms.ts'

const Body = z.strictObject({
  ...SmsFields,
  to: z.string().min(1).max(80).meta({
    description: 'The number of a mobile phone, with + or of the default country.',
    example: '+4915112345678',
  }),
  account: z.enum(['first', 'fallback']).optional().meta({ description: 'The account to try; not sent: the first.' }),
})

const sending = endpoint({
  method: 'post',
  path: '/api/v1/environment/sms/test',
  operationId: 'sendTestSms',
  tag: 'Settings',
  summary: 'Send a test message',
  description:
    'To any mobile phone of an allowed country, five times an hour at most, with the settings as they are or, where some ' +
    'are sent, as they would be: nothing is saved. It looks like a real message, and its code opens nothing. Waits for ' +
    'the provider; `TEST_SMS_NOT_SENT` says in words why it did not take the message. Whether it arrived is in the list ' +
    'of messages later. Not part of the published contract: an operation of our own.',
  scope: 'update:environments',
  body: Body,
  answers: [200, successOf({ test_message: z.object({ to: z.string() }) })],
  errors: {
    400: ['PHONE_NOT_ALLOWED', 'SMS_AUTH_TOKEN_REQUIRED', 'SMS_SETTINGS_INCOMPLETE'],
    409: ['NO_SECOND_ACCOUNT', 'NO_SMS_PROVIDER', 'TEST_SMS_NOT_SENT'],
    429: ['TOO_MANY_TEST_MESSAGES'],
  },
  async handle(ctx, { body: { to, account = 'first', ...settings } }) {
    const sent = await sendTestSms(ctx, { change: smsChangeOf(settings), to, account })
    return success({ test_message: { to: sent } })
  },
})

export const testSmsRoutes = [sending]

import { z } from 'zod'
import { endpoint, success, successOf } from '#platform/http'
import { readApplication } from '#domain/applications'
import { MailFields, mailChangeOf } from '#domain/environments'
import { sendTestMail } from './send-test-mail.ts'

const Body = z
  .strictObject({
    ...MailFields,
    to: z.string().max(320).optional().meta({
      description: 'The verified address of an administrator; not sent: that of the first owner.',
    }),
    org_code: z.string().max(100).optional().meta({
      description: 'The organization whose members’ mail it is to look like.',
      example: 'org_1ccfb819462',
    }),
  })
  .optional()

const TestMail = z.object({ to: z.string(), from: z.object({ name: z.string(), email: z.string() }) })

const sending = endpoint({
  method: 'post',
  path: '/api/v1/environment/mail/test',
  operationId: 'sendTestMail',
  tag: 'Settings',
  summary: 'Send a test mail',
  description:
    'To an administrator, five times an hour at most, with the mail settings as they are or, where some are sent, as ' +
    'they would be: nothing is saved. Waits for the mail server; `TEST_MAIL_NOT_SENT` says in words why the server did ' +
    'not take the mail, with the SMTP status. Not part of the published contract: an operation of our own.',
  scope: 'update:environments',
  body: Body,
  answers: [200, successOf({ test_mail: TestMail })],
  errors: {
    400: [
      'MAIL_SETTINGS_INCOMPLETE',
      'NOT_AN_ADMINISTRATOR',
      'SMTP_HOST_NOT_ALLOWED',
      'SMTP_PASSWORD_REQUIRED',
      'SMTP_PORT_NOT_ALLOWED',
    ],
    404: ['ORGANIZATION_NOT_FOUND'],
    409: ['NO_ADMINISTRATOR', 'NO_MAIL_SERVER', 'TEST_MAIL_NOT_SENT'],
    429: ['TOO_MANY_TEST_MAILS'],
  },
  async handle(ctx, { body: { to, org_code: organizationCode, ...settings } = {}, actor }) {
    const application = actor.email ?? (await readApplication(ctx, actor.id))?.name ?? actor.id
    const wish = { change: mailChangeOf(settings), to, organizationCode, application }
    return success({ test_mail: await sendTestMail(ctx, wish) })
  },
})

export const testMailRoutes = [sending]

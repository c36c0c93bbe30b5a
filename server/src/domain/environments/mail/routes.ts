import type { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { settingsFor } from '#domain/settings'
import { DELIVERY_ADVICE } from './advice.ts'
import { dnsRoutes } from './dns/routes.ts'
import { ownServerOf } from './own-server.ts'
import { findMailSettings, type StoredMailSettings } from './queries.ts'
import { MAIL_SETTINGS, MailBody, mailChangeOf, MailView } from './schema.ts'
import { updateMailSettings } from './update-mail-settings.ts'

const PATH = '/api/v1/environment/mail'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getMailSettings',
  tag: 'Settings',
  summary: 'Get the mail settings of the environment',
  description: `Each with the level that says so, and what follows from them. The password is never answered. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ mail: MailView })],
  async handle(ctx) {
    const stored = await findMailSettings(ctx.database.system, ctx.environment.id)
    return success({ mail: viewOf(ctx, stored ?? { settings: {}, passwordSealed: undefined }) })
  },
})

function viewOf(
  { environment, installationMail }: Pick<Context, 'environment' | 'installationMail'>,
  { settings, passwordSealed }: StoredMailSettings,
): z.input<typeof MailView> {
  const { businessSettings: business } = environment
  const resolved = settingsFor({ business, environment: settings })
  const own = ownServerOf(settings)
  const { address, name } = own?.sender ?? installationMail?.from ?? {}
  const shown = resolved.values.senderName ?? name ?? environment.businessName
  return {
    settings: MAIL_SETTINGS.viewOf(resolved, settingsFor({ business })),
    has_smtp_password: passwordSealed !== undefined,
    sends_through: own ? 'environment' : installationMail ? 'installation' : 'inbox',
    sends_as: address === undefined ? null : { name: shown, email: address },
    advice: [...DELIVERY_ADVICE],
  }
}

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateMailSettings',
  tag: 'Settings',
  summary: 'Update the mail settings of the environment',
  description:
    'What is absent stays; `null` takes a setting back. With `is_custom_sender` mail goes out through the SMTP server ' +
    'named here, from the next mail on, in place of the one of the installation. The port is 25, 465 (encrypted from ' +
    'the start), 587 or 2525 (STARTTLS is required). With another host, port or user the password must be sent again. ' +
    `Of an environment that uses the server of the installation only \`sender_name\` has an effect. ${OWN}`,
  scope: 'update:environments',
  body: MailBody,
  answers: [200, SuccessEnvelope],
  errors: {
    400: ['MAIL_SETTINGS_INCOMPLETE', 'SMTP_HOST_NOT_ALLOWED', 'SMTP_PASSWORD_REQUIRED', 'SMTP_PORT_NOT_ALLOWED'],
  },
  async handle(ctx, { body, actor }) {
    await updateMailSettings(ctx, apiAuthor(actor), mailChangeOf(body))
    return success()
  },
})

export const mailSettingsRoutes = [reading, update, ...dnsRoutes]

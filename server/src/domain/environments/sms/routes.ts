import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { readCounts } from '#platform/rate-limits'
import { countSmsSince, listSmsMessages } from '#platform/sms'
import { listPhoneCountries } from '#domain/identities'
import { settingsFor, type Settings } from '#domain/settings'
import { dailyLimits, dayOf } from './pumping-limits.ts'
import { findSmsSettings, type StoredSmsSettings } from './queries.ts'
import { SMS_SETTINGS, SmsBody, smsChangeOf, SmsList, SmsMessageView, smsMessageViewOf, SmsView } from './schema.ts'
import { updateSmsSettings } from './update-sms-settings.ts'

const PATH = '/api/v1/environment/sms'
const OWN = 'Not part of the published contract: an operation of our own.'

const reading = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getSmsSettings',
  tag: 'Settings',
  summary: 'Get the settings of text messages',
  description: `Each with the level that says so, and the messages of today. Tokens are never answered. ${OWN}`,
  scope: 'read:environments',
  answers: [200, successOf({ sms: SmsView })],
  async handle(ctx) {
    return success({ sms: await viewOf(ctx, await findSmsSettings(ctx.database.system, ctx.environment.id)) })
  },
})

async function viewOf(ctx: Context, stored: StoredSmsSettings): Promise<z.input<typeof SmsView>> {
  const { businessSettings: business } = ctx.environment
  const resolved = settingsFor({ business, environment: stored.settings })
  return {
    settings: SMS_SETTINGS.viewOf(resolved, settingsFor({ business })),
    has_auth_token: stored.tokenSealed !== undefined,
    has_fallback_auth_token: stored.fallbackTokenSealed !== undefined,
    delivers_to: deliversTo(ctx),
    available_countries: listPhoneCountries().map(({ code }) => code),
    today: await todayOf(ctx, resolved.values),
  }
}

function deliversTo({ environment }: Pick<Context, 'environment'>): z.input<typeof SmsView>['delivers_to'] {
  const isKept = environment.kind === 'development'
  if (environment.sms.hasProvider) return isKept ? 'phones_and_inbox' : 'phones'
  return isKept ? 'inbox' : 'nobody'
}

async function todayOf({ db, clock }: Context, settings: Settings): Promise<z.input<typeof SmsView>['today']> {
  const now = clock()
  const { day, share } = dailyLimits(settings, now)
  const taken = await readCounts({ db, now }, share ? [day, share] : [day])
  const counts = await countSmsSince(db, new Date(dayOf(now)))
  return {
    used: [...taken.values()].reduce((sum, one) => sum + one, 0),
    limit: settings.smsDailyLimit,
    delivered: counts.delivered,
    failed: counts.failed,
    dropped: counts.dropped,
  }
}

const update = endpoint({
  method: 'patch',
  path: PATH,
  operationId: 'updateSmsSettings',
  tag: 'Settings',
  summary: 'Update the settings of text messages',
  description:
    'What is absent stays; `null` takes a setting back. Messages are codes, sent by an account at Twilio from the field ' +
    'of the chosen `sms_source`. With another account its token must be sent again. The second account takes over while ' +
    'the first is down or refuses. Without an account, environments for development keep messages in the inbox, and ' +
    'production refuses phones; what people use is not taken away from under them. ' +
    OWN,
  scope: 'update:environments',
  body: SmsBody,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['SMS_AUTH_TOKEN_REQUIRED', 'SMS_SETTINGS_INCOMPLETE'], 409: ['SMS_IN_USE'] },
  async handle(ctx, { body, actor }) {
    await updateSmsSettings(ctx, apiAuthor(actor), smsChangeOf(body))
    return success()
  },
})

const listing = endpoint({
  method: 'get',
  path: `${PATH}/messages`,
  operationId: 'getSmsMessages',
  tag: 'Settings',
  summary: 'List text messages',
  description:
    'The messages of the last thirty days, the newest first, with what became of them and why. What they say is never ' +
    `answered. ${OWN}`,
  scope: 'read:environments',
  query: SmsList,
  answers: [200, successOf({ messages: z.array(SmsMessageView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query: { page_size: size, next_token: token, state } }) {
    const list = { operation: 'getSmsMessages', filter: { state } }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })[0]
    const states = state === undefined ? undefined : [state]
    const { page, last } = pageOf(await listSmsMessages(ctx.db, { states, after, limit: size + 1 }), size)
    return success({
      messages: page.map(smsMessageViewOf),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid()])

export const smsSettingsRoutes = [reading, update, listing]

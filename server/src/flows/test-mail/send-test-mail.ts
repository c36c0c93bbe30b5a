import type { Context } from '#platform/context'
import { Conflict, InvalidInput, TooManyRequests } from '#platform/errors'
import { directionOf, negotiateLocale, translator } from '#platform/i18n'
import { newId } from '#platform/ids'
import { MailNotSent, openServerSender, type MailSender } from '#platform/smtp'
import { countAgainst } from '#platform/rate-limits'
import { testMail } from '#flows/mails'
import { draftMailServer, readControlEnvironment, type HostedEnvironment, type MailChange } from '#domain/environments'
import { parseEmailAddress } from '#domain/identities'
import { readMailLook } from '#domain/organizations'
import { settingsFor } from '#domain/settings'
import { listTeamAddresses } from '#domain/team'

export interface TestMailWish {
  /** Settings to try before they are saved. */
  readonly change: MailChange
  /** An administrator's address; undefined: the first owner's. */
  readonly to: string | undefined
  /** The organization whose members' mail it is to look like. */
  readonly organizationCode: string | undefined
  /** The name of the application that asked. */
  readonly application: string
}

export interface SentTestMail {
  readonly to: string
  readonly from: { readonly name: string; readonly email: string }
}

/** A token in wrong hands must neither fill mailboxes nor try out one host after the other. */
const [MOST_OF_ENVIRONMENT, MOST_TO_ADDRESS] = [5, 10]
const HOUR_SECONDS = 3_600
const SEND_LIMIT_MS = 20_000

/**
 * Sends a test mail and waits for the server's answer.
 *
 * @throws {InvalidInput} `NOT_AN_ADMINISTRATOR`, and those of the mail settings
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {Conflict} `NO_ADMINISTRATOR`, `NO_MAIL_SERVER`, `TEST_MAIL_NOT_SENT`
 * @throws {TooManyRequests} `TOO_MANY_TEST_MAILS`
 */
export async function sendTestMail(ctx: Context, wish: TestMailWish): Promise<SentTestMail> {
  const { server, settings } = await draftMailServer(ctx, wish.change)
  const environment = { ...ctx.environment, settings, hasMailServer: server !== undefined }
  const look = await readMailLook({ ...ctx, environment }, wish.organizationCode)
  const sender = server ? openServerSender(ctx.outbound, server) : ctx.installationMail
  if (!sender)
    throw new Conflict('NO_MAIL_SERVER', 'There is no mail server: mail of this environment stays in the inbox.')
  await count(ctx, { environmentId: ctx.environment.id, bucket: 'test-mail', most: MOST_OF_ENVIRONMENT })
  const control = await readControlEnvironment(ctx)
  const to = await findRecipient(ctx, control, wish.to)
  const name = look.senderName ?? sender.from.name ?? ctx.environment.businessName
  const mail = write(ctx, control, { application: wish.application, logoUrl: look.logoUrl })
  const outgoing = { id: newId(), to, businessName: ctx.environment.businessName, ...look, ...mail }
  await send(sender, outgoing)
  return { to, from: { name, email: look.senderEmail ?? sender.from.address } }
}

async function send(sender: MailSender, mail: Parameters<MailSender['send']>[0]): Promise<void> {
  try {
    await sender.send(mail, AbortSignal.timeout(SEND_LIMIT_MS))
  } catch (error) {
    if (error instanceof MailNotSent) throw new Conflict('TEST_MAIL_NOT_SENT', error.sentence, { cause: error })
    throw error
  }
}

async function count(
  ctx: Context,
  { environmentId, bucket, most }: { readonly environmentId: string; readonly bucket: string; readonly most: number },
): Promise<void> {
  const now = ctx.clock()
  const db = ctx.database.environment(environmentId)
  const { count: made, endsAt } = await countAgainst(db, { bucket, windowSeconds: HOUR_SECONDS, now })
  if (made <= most) return
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  throw new TooManyRequests('TOO_MANY_TEST_MAILS', `There are at most ${String(most)} test mails an hour.`, seconds)
}

async function findRecipient(ctx: Context, control: HostedEnvironment, wished: string | undefined): Promise<string> {
  const all = await listTeamAddresses(ctx.database.environment(control.id), ctx.environment.businessId)
  const normalized = wished === undefined ? undefined : parseEmailAddress(wished)?.normalized
  const to = wished === undefined ? all[0] : all.find((one) => parseEmailAddress(one)?.normalized === normalized)
  if (to === undefined && wished !== undefined) {
    throw new InvalidInput('NOT_AN_ADMINISTRATOR', 'Test mails go to verified addresses of administrators only.')
  }
  if (to === undefined) throw new Conflict('NO_ADMINISTRATOR', 'There is no administrator to send a test mail to.')
  const bucket = `test-mail:${parseEmailAddress(to)?.normalized ?? to}`
  await count(ctx, { environmentId: control.id, bucket, most: MOST_TO_ADDRESS })
  return to
}

function write(
  { catalogue, environment, requester }: Context,
  control: HostedEnvironment,
  mail: { readonly application: string; readonly logoUrl: string | undefined },
) {
  const preferred = settingsFor({ environment: control.settings }).values.languageKey ?? undefined
  const locale = negotiateLocale({ preferred, available: catalogue.locales })
  return testMail({
    t: translator(catalogue, locale),
    locale,
    dir: directionOf(locale),
    business: environment.businessName,
    environment: environment.name,
    ip: requester.ip,
    ...mail,
  })
}

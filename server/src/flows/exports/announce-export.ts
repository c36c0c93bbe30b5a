import type { Context } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { TooManyRequests } from '#platform/errors'
import { directionOf, negotiateLocale, translator } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import { recordEvent, type Author } from '#platform/outbox'
import { countAgainst, readBucket } from '#platform/rate-limits'
import { exportMail } from '#flows/mails'
import { readControlEnvironment } from '#domain/environments'
import { settingsFor } from '#domain/settings'
import { listBusinessOwnerAddresses } from '#domain/team'

export interface Announcement {
  readonly what: 'users' | 'organizations'
  readonly author: Author
  /** The name of the application that requested the export. */
  readonly application: string
}

/** A stolen token must not be able to fill the owners' mailboxes, nor to read all people all day. */
const MOST_IN_AN_HOUR = 10
const HOUR_SECONDS = 60 * 60

/**
 * Announces an export before it begins: by mail to the owners, who are users of the control environment, and by an
 * event of the environment itself. The mail is queued first, and without it there is no export.
 *
 * @throws {TooManyRequests} `TOO_MANY_EXPORTS`
 */
export async function announceExport(ctx: Context, { what, author, application }: Announcement): Promise<void> {
  await refuseTooMany(ctx, what)
  await warnOwners(ctx, { what, application })
  const event = { type: `${what}.exported`, occurredAt: ctx.clock(), ...author, payload: {} }
  await recordEvent(ctx.db, event)
}

async function refuseTooMany(ctx: Context, what: Announcement['what']): Promise<void> {
  const now = ctx.clock()
  const bucket = `exports:${what}`
  const before = await readBucket(ctx.db, { bucket, now })
  // Refused requests do not count. Each of several simultaneous ones counts, and is refused above the limit.
  if (before && before.count >= MOST_IN_AN_HOUR) throw tooMany(what, { now, endsAt: before.endsAt })
  const { count, endsAt } = await countAgainst(ctx.db, { bucket, windowSeconds: HOUR_SECONDS, now })
  if (count > MOST_IN_AN_HOUR) throw tooMany(what, { now, endsAt })
}

function tooMany(
  what: Announcement['what'],
  { now, endsAt }: { readonly now: Date; readonly endsAt: Date },
): TooManyRequests {
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  const message = `There are at most ${String(MOST_IN_AN_HOUR)} exports of ${what} an hour.`
  return new TooManyRequests('TOO_MANY_EXPORTS', message, seconds)
}

async function warnOwners(
  ctx: Context,
  { what, application }: Pick<Announcement, 'what' | 'application'>,
): Promise<void> {
  const control = await readControlEnvironment(ctx)
  const { catalogue, environment, masterKey, requester } = ctx
  const preferred = settingsFor({ environment: control.settings }).values.languageKey ?? undefined
  const locale = negotiateLocale({ preferred, available: catalogue.locales })
  const mail = exportMail({
    t: translator(catalogue, locale),
    locale,
    dir: directionOf(locale),
    what,
    business: environment.businessName,
    environment: environment.name,
    application,
    ip: requester.ip,
    sender: control.businessName,
  })
  await ctx.database
    .environment(control.id, control.businessId)
    .transaction()
    .execute(async (db) => {
      const sealer = await openSealer(db, masterKey)
      for (const to of await listBusinessOwnerAddresses(db, environment.businessId)) {
        await queueMail({ ...ctx, db, environment: control, sealer }, { to, purpose: 'export_warning', ...mail })
      }
    })
}

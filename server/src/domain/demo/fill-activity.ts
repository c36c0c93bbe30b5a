import type { Db } from '#platform/db'
import { newId, subjectOf } from '#platform/ids'
import { insertPastEvents, writePast, writePastOfOrganizations, type PastEvent, type PastOfUser } from './queries.ts'
import { pick, type Random } from './random.ts'

const DAY_MS = 86_400_000
const DAYS = 60
/** Part of the people came before the time that events tell of. */
const OLD_SHARE = 0.35
/** Days by which the first people came before that. */
const OLDEST = 300
const MOST_AT_ONCE = 5_000

interface Activity {
  readonly random: Random
  readonly now: Date
  readonly userIds: readonly string[]
  /** Client ids of the applications that people sign in to. */
  readonly clientIds: readonly [string, ...string[]]
}

/** Writes sign-ups, sign-ins and failures of the last 60 days, which become more towards today. */
export async function fillActivity(db: Db, { random, now, userIds, clientIds }: Activity): Promise<void> {
  const events: PastEvent[] = []
  const past: PastOfUser[] = []
  for (const id of userIds) {
    const isOld = random() < OLD_SHARE
    const age = isOld ? DAYS + random() * OLDEST : DAYS * (1 - Math.sqrt(random()))
    const createdAt = new Date(now.getTime() - age * DAY_MS)
    const about = { random, now, clientIds, subject: subjectOf(id) }
    const own = eventsOfPerson(about, createdAt)
    if (!isOld)
      own.unshift(eventAt(createdAt, 'user.created', { subject: about.subject, data: { user: { id: about.subject } } }))
    const signIns = own.filter(({ type }) => type === 'user.authenticated')
    events.push(...own)
    past.push({
      id,
      createdAt,
      lastSignedInAt: signIns.at(-1)?.at,
      signIns: signIns.length,
      failures: own.length - signIns.length - (isOld ? 0 : 1),
    })
  }
  await writePastOfOrganizations(db, new Date(now.getTime() - (DAYS + OLDEST) * DAY_MS))
  await inParts(past, (part) => db.transaction().execute((transaction) => writePast(transaction, part)))
  await inParts(events, (part) => db.transaction().execute((transaction) => insertPastEvents(transaction, part)))
}

interface Person extends Pick<Activity, 'random' | 'now' | 'clientIds'> {
  readonly subject: string
}

/** Few people come every day, most come now and then, and fewer at the weekend. */
function eventsOfPerson({ random, now, clientIds, subject }: Person, createdAt: Date): PastEvent[] {
  const first = Math.max(createdAt.getTime(), now.getTime() - DAYS * DAY_MS)
  const days = (now.getTime() - first) / DAY_MS
  const wish = Math.ceil(random() ** 3 * 0.5 * days)
  const times = Array.from({ length: wish }, () => first + random() * days * DAY_MS)
    .map((time) => atWorkingHour(time, random))
    .filter((time) => time > createdAt.getTime() && time < now.getTime())
    .filter((time) => !isWeekend(time) || random() < 0.35)
    .sort((a, b) => a - b)
  return times.flatMap((time) => {
    const application = { id: pick(random, clientIds) }
    const ip_address = `203.0.113.${String(1 + Math.floor(random() * 250))}`
    const method = random() < 0.65 ? 'email:code' : 'email:password'
    const common = { user: { id: subject }, ip_address, application }
    const signIn = eventAt(new Date(time), 'user.authenticated', { subject, data: { ...common, method } })
    if (random() > 0.06) return [signIn]
    const reason = method === 'email:code' ? 'wrong_code' : 'wrong_password'
    return [
      eventAt(new Date(time - 20_000), 'user.authentication_failed', { subject, data: { ...common, reason } }),
      signIn,
    ]
  })
}

function atWorkingHour(time: number, random: Random): number {
  const midnight = Math.floor(time / DAY_MS) * DAY_MS
  return midnight + (6 + (random() + random()) * 7) * 3_600_000
}

function isWeekend(time: number): boolean {
  return [0, 6].includes(new Date(time).getUTCDay())
}

function eventAt(at: Date, type: string, about: Pick<PastEvent, 'subject' | 'data'>): PastEvent {
  return { id: newId(), at, type, ...about }
}

async function inParts<T>(all: readonly T[], work: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += MOST_AT_ONCE) await work(all.slice(at, at + MOST_AT_ONCE))
}

import { sql, type Db } from '#platform/db'

export interface StoredSms {
  readonly id: string
  readonly createdAt: Date
  readonly recipient: string
  readonly contentSealed: Buffer
}

export type SmsState = 'inbox' | 'queued' | 'sent' | 'delivered' | 'failed' | 'dropped'

export async function insertMessage(
  db: Db,
  message: StoredSms & {
    readonly purpose: string
    /** Shown in the inbox; its content is then not erased when it was sent. */
    readonly isKept: boolean
    readonly state: 'inbox' | 'queued'
    /** The network address of the request, where the message is to be counted. */
    readonly sourceAddress: string | undefined
  },
): Promise<void> {
  await db
    .insertInto('sms_messages')
    .values({
      environment_id: db.environmentId,
      id: message.id,
      created_at: message.createdAt,
      recipient: message.recipient,
      purpose: message.purpose,
      content_sealed: message.contentSealed,
      is_kept: message.isKept,
      state: message.state,
      source_address: message.sourceAddress ?? null,
    })
    .execute()
}

/** Newest first. */
export async function listKeptMessages(
  db: Db,
  { recipient, limit }: { readonly recipient: string | undefined; readonly limit: number },
): Promise<StoredSms[]> {
  let query = db
    .selectFrom('sms_messages')
    .select(['id', 'created_at', 'recipient', 'content_sealed'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (recipient !== undefined) query = query.where('recipient', '=', recipient)
  return (await query.execute()).flatMap((row) =>
    // An erased message has nothing to read.
    row.content_sealed === null
      ? []
      : [{ id: row.id, createdAt: row.created_at, recipient: row.recipient, contentSealed: row.content_sealed }],
  )
}

export async function findNewestKept(db: Db): Promise<{ id: string; createdAt: Date } | undefined> {
  const row = await db
    .selectFrom('sms_messages')
    .select(['id', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, createdAt: row.created_at }
}

export interface QueuedSms {
  readonly recipient: string
  readonly contentSealed: Buffer
  readonly sourceAddress: string
  readonly isCounted: boolean
}

/** Undefined when it was sent, dropped or given up meanwhile. In a transaction the row stays as it is until its end. */
export async function lockQueuedMessage(db: Db, id: string): Promise<QueuedSms | undefined> {
  const row = await db
    .selectFrom('sms_messages')
    .select(['recipient', 'content_sealed', 'source_address', 'counted_at'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .forUpdate()
    .executeTakeFirst()
  if (!row?.content_sealed) return undefined
  const { recipient, content_sealed: contentSealed, source_address: address, counted_at: countedAt } = row
  return { recipient, contentSealed, sourceAddress: address ?? '', isCounted: countedAt !== null }
}

export async function markCounted(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set({ counted_at: now, source_address: null })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** Notes a try that failed; the next one may do better. */
export async function noteTry(db: Db, id: string, problem: string): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set((eb) => ({ tries: eb('tries', '+', 1), problem }))
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}

/** The content is of no more use to anybody, and codes are in it. */
export async function endMessage(
  db: Db,
  id: string,
  { state, problem }: { readonly state: 'failed' | 'dropped'; readonly problem: string },
): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set({ state, problem, source_address: null, content_sealed: contentWhereKept() })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

/** A message that the provider took. */
export interface TakenSms {
  readonly accountSid: string
  readonly providerMessage: string
  readonly isFallback: boolean
  readonly now: Date
  /** When its report is read first. */
  readonly reportDueAt: Date
}

export async function markSent(db: Db, id: string, taken: TakenSms): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set({
      state: 'sent',
      problem: null,
      account_sid: taken.accountSid,
      provider_message: taken.providerMessage,
      is_fallback: taken.isFallback,
      sent_at: taken.now,
      report_due_at: taken.reportDueAt,
      content_sealed: contentWhereKept(),
    })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}

function contentWhereKept() {
  return sql<Buffer | null>`case when is_kept then content_sealed end`
}

/** Writes a message that was sent at once. It has no content: nobody reads it here. */
export async function insertSent(
  db: Db,
  id: string,
  { recipient, purpose, ...taken }: TakenSms & { readonly recipient: string; readonly purpose: string },
): Promise<void> {
  await db
    .insertInto('sms_messages')
    .values({
      environment_id: db.environmentId,
      id,
      created_at: taken.now,
      recipient,
      purpose,
      is_kept: false,
      state: 'sent',
      account_sid: taken.accountSid,
      provider_message: taken.providerMessage,
      is_fallback: taken.isFallback,
      sent_at: taken.now,
      report_due_at: taken.reportDueAt,
    })
    .execute()
}

export interface AwaitedReport {
  readonly id: string
  readonly accountSid: string
  readonly providerMessage: string
  readonly sentAt: Date
}

/** Returns messages whose report is due, those that wait longest first. */
export async function listDueReports(db: Db, now: Date, limit: number): Promise<AwaitedReport[]> {
  const rows = await db
    .selectFrom('sms_messages')
    .select(['id', 'account_sid', 'provider_message', 'sent_at'])
    .where('environment_id', '=', db.environmentId)
    .where('report_due_at', '<=', now)
    .orderBy('report_due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountSid: row.account_sid ?? '',
    providerMessage: row.provider_message ?? '',
    sentAt: row.sent_at ?? now,
  }))
}

/** Notes what became of a message, and when to ask again. */
export async function noteReport(
  db: Db,
  id: string,
  report: { readonly state: 'sent' | 'delivered' | 'failed'; readonly problem?: string; readonly dueAt?: Date },
): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set({ state: report.state, problem: report.problem ?? null, report_due_at: report.dueAt ?? null })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .execute()
}

/** A message as operators see it, without what it says. */
export interface ListedSms {
  readonly id: string
  readonly recipient: string
  readonly purpose: string
  readonly state: SmsState
  readonly problem: string | undefined
  readonly isFallback: boolean
  readonly createdAt: Date
}

interface SmsPage {
  readonly states: readonly SmsState[] | undefined
  /** The id that the page begins after. */
  readonly after: string | undefined
  readonly limit: number
}

/** Newest first, by the order in which they were written. */
export async function listSmsMessages(db: Db, { states, after, limit }: SmsPage): Promise<ListedSms[]> {
  let query = db
    .selectFrom('sms_messages')
    .select(['id', 'recipient', 'purpose', 'state', 'problem', 'is_fallback', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (states !== undefined) query = query.where('state', 'in', states)
  if (after !== undefined) query = query.where('id', '<', after)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    purpose: row.purpose,
    state: stateOf(row.state),
    problem: row.problem ?? undefined,
    isFallback: row.is_fallback,
    createdAt: row.created_at,
  }))
}

const STATES: readonly SmsState[] = ['inbox', 'queued', 'sent', 'delivered', 'failed', 'dropped']

function stateOf(text: string): SmsState {
  return STATES.find((state) => state === text) ?? 'failed'
}

/** Counts the messages since a moment, by their states. */
export async function countSmsSince(db: Db, since: Date): Promise<Readonly<Record<SmsState, number>>> {
  const rows = await db
    .selectFrom('sms_messages')
    .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
    .where('environment_id', '=', db.environmentId)
    .where('created_at', '>=', since)
    .groupBy('state')
    .execute()
  const none = { inbox: 0, queued: 0, sent: 0, delivered: 0, failed: 0, dropped: 0 }
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, Number(row.count)])) }
}

import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

export interface AuditEntry {
  readonly occurredAt: Date
  /** The operation, e.g. `createApplication`. */
  readonly action: string
  readonly actor: {
    readonly type: 'administrator' | 'system'
    readonly id?: string
    readonly email?: string | undefined
  }
  readonly source: 'admin' | 'system'
  /** The thing that was acted on, as the API names it. */
  readonly subject: string | undefined
  /** `succeeded`, or the code of the refusal. */
  readonly outcome: string
  readonly ip: string
  /** Holds no secrets. */
  readonly data: Readonly<Record<string, unknown>>
}

export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { occurredAt, action, actor, source, subject, outcome, ip, data } = entry
  await db
    .insertInto('audit_entries')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      occurred_at: occurredAt,
      action,
      actor: JSON.stringify(actor),
      subject: subject ?? null,
      outcome,
      ip,
      data: JSON.stringify({ ...data, source }),
    })
    .execute()
}

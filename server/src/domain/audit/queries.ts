import { run, statement, type Db } from '#platform/db'
import { newId } from '#platform/ids'

export interface AuditEntry {
  readonly occurredAt: Date
  /** The operation, e.g. `createApplication`. */
  readonly action: string
  readonly actor: {
    readonly type: 'administrator' | 'application' | 'system'
    readonly id?: string
    readonly email?: string | undefined
  }
  readonly source: 'admin' | 'api' | 'system'
  /** The thing that was acted on, as the API names it. */
  readonly subject: string | undefined
  /** `succeeded`, or the code of the refusal. */
  readonly outcome: string
  readonly ip: string
  /** Holds no secrets. */
  readonly data: Readonly<Record<string, unknown>>
}

// In a batch, so that a client that writes much does not wait for the disk once more for each of its acts.
const INSERT_ENTRY = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: {
    environment: 'uuid',
    id: 'uuid',
    occurred_at: 'timestamptz',
    action: 'text',
    actor: 'jsonb',
    subject: 'text',
    outcome: 'text',
    ip: 'text',
    data: 'jsonb',
  },
  insertInto: 'audit_entries',
})

export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { occurredAt, action, actor, source, subject, outcome, ip, data } = entry
  await run(db, INSERT_ENTRY, {
    id: newId(),
    occurred_at: occurredAt,
    action,
    actor: JSON.stringify(actor),
    subject: subject ?? null,
    outcome,
    ip,
    data: JSON.stringify({ ...data, source }),
  })
}

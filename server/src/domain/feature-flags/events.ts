import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { subjectOf } from '#platform/ids'
import type { FeatureFlag } from './feature-flag.ts'

interface Occurrence {
  readonly occurredAt: Date
  readonly author: Author
}

/** Records an event in the transaction of the change, in the environment whose API was called. */
export async function recordFlagEvent(
  db: Db,
  event: Occurrence & {
    readonly type: 'feature_flag.created' | 'feature_flag.updated' | 'feature_flag.deleted'
    readonly flag: FeatureFlag
  },
): Promise<void> {
  const { type, occurredAt, author, flag } = event
  const { id, key, name, description, defaultValue } = flag
  const described = { id, key, name, description, type: flag.type, default_value: defaultValue }
  const payload = { feature_flag: type === 'feature_flag.deleted' ? { id, key } : described }
  await recordEvent(db, { type, occurredAt, ...author, subject: id, payload })
}

/** The level of an override: all of the environment, an organization or a user. */
export type Overrider =
  | { readonly level: 'env' }
  | { readonly level: 'org'; readonly organizationId: string; readonly code: string }
  | { readonly level: 'usr'; readonly userId: string }

/** Records an override: the keys that were set to `value`, or no longer are. */
export async function recordOverride(
  db: Db,
  event: Occurrence & { readonly overrider: Overrider; readonly keys: readonly string[]; readonly value?: unknown },
): Promise<void> {
  const { occurredAt, author, overrider, keys, value } = event
  const isSet = 'value' in event
  const payload = {
    level: overrider.level,
    feature_flags: keys,
    ...(isSet ? { value } : {}),
    ...(overrider.level === 'org' ? { organization: { code: overrider.code } } : {}),
    ...(overrider.level === 'usr' ? { user: { id: subjectOf(overrider.userId) } } : {}),
  }
  await recordEvent(db, {
    type: isSet ? 'feature_flag.overridden' : 'feature_flag.override_removed',
    occurredAt,
    ...author,
    ...(overrider.level === 'org' ? { organizationId: overrider.organizationId } : {}),
    ...(overrider.level === 'usr' ? { subject: subjectOf(overrider.userId) } : {}),
    payload,
  })
}

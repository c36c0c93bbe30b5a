import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { createOrganization, findOrganizationByExternalId, renameOrganization } from '#domain/organizations'
import type { Problem } from '../import.ts'
import { takeKeys } from '../queries.ts'
import type { FileRow } from '../rows/index.ts'

const Text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), 'must not contain control characters')
const Id = z.union([Text, z.number().int().transform(String)])

const Fields = z.strictObject({ name: Text, id: Id.optional(), external_id: Id.optional() })

/** The names that columns of CSV may have. */
export const ORGANIZATION_COLUMNS: readonly string[] = Object.keys(Fields.shape)

const OrganizationRow = Fields.transform(({ name, id, external_id: externalId }) => ({
  name,
  externalId: externalId ?? id,
})).pipe(z.object({ name: z.string(), externalId: z.string({ error: 'id: must be there' }) }))

interface Batch {
  readonly importId: string
  readonly isDryRun: boolean
  readonly scopes: ReadonlySet<string>
  readonly author: Author
  readonly firstRow: number
  readonly rows: readonly FileRow[]
}

type Working = Pick<Context, 'db' | 'clock'> & {
  readonly environment: { readonly id: string; readonly businessId: string }
}

/**
 * Creates the organizations of a batch, and gives those that are there the name they have now. In the caller's
 * transaction.
 */
export async function writeOrganizations(
  ctx: Working,
  batch: Batch,
): Promise<{ created: number; existing: number; problems: Problem[] }> {
  const problems: Problem[] = []
  let [created, existing] = [0, 0]
  for (const [at, read] of batch.rows.entries()) {
    const row = batch.firstRow + at
    const parsed = OrganizationRow.safeParse(read.record)
    if (!parsed.success || read.problem !== undefined) {
      const message = read.problem ?? parsed.error?.issues[0]?.message ?? ''
      problems.push({ row, code: 'INVALID_ROW', message: `The row is not right: ${message}`.slice(0, 255) })
      continue
    }
    const outcome = await writeOne(ctx, batch, parsed.data)
    if (outcome === 'refused') {
      problems.push({ row, code: 'INSUFFICIENT_SCOPE', message: 'Renaming needs the scope update:organizations.' })
    } else if (outcome === 'created') created += 1
    else existing += 1
  }
  return { created, existing, problems }
}

async function writeOne(
  ctx: Working,
  { importId, isDryRun, scopes, author }: Batch,
  { name, externalId }: { readonly name: string; readonly externalId: string },
): Promise<'created' | 'existing' | 'refused'> {
  const { db, environment } = ctx
  const found = await findOrganizationByExternalId(db, environment.id, externalId)
  if (found) {
    if (found.name === name) return 'existing'
    if (!scopes.has('update:organizations')) return 'refused'
    if (!isDryRun) await renameOrganization(ctx, { ...found, name, author })
    return 'existing'
  }
  if (!isDryRun) {
    await createOrganization(ctx, { name, externalId, author })
    return 'created'
  }
  const taken = await takeKeys(db, environment.id, { importId, keys: [`organization:${externalId}`] })
  return taken.size > 0 ? 'existing' : 'created'
}

import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { Conflict, Fault } from '#platform/errors'
import {
  createOrganization,
  findDefaultOrganization,
  findOrganizationByCode,
  findOrganizationByExternalId,
  findOrganizationProfile,
  isHandleTaken,
  renameOrganization,
  type OrganizationProfile,
} from '#domain/organizations'
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

const Fields = z.strictObject({
  name: Text,
  id: Id.nullish(),
  external_id: Id.nullish(),
  code: z.string().max(100).nullish(),
  handle: z.string().max(100).nullish(),
  is_default: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).nullish(),
  created_on: z.unknown().optional(),
})

/** The names that columns of CSV may have: your own, and those of an export. */
export const ORGANIZATION_COLUMNS: readonly string[] = Object.keys(Fields.shape)

interface OrganizationFields {
  readonly name: string
  /** Your own id of it. Where an export has none, the code it had there, so that users of that export find it. */
  readonly externalId: string
  readonly code: string | undefined
  readonly handle: string | undefined
  readonly isDefault: boolean
}

const OrganizationRow = Fields.transform(
  ({ name, id, external_id: externalId, code, handle, is_default: isDefault }) => ({
    name,
    externalId: externalId ?? id ?? code ?? undefined,
    code: code ?? undefined,
    handle: handle ?? undefined,
    isDefault: isDefault ?? false,
  }),
).refine((fields): fields is OrganizationFields => fields.externalId !== undefined, 'id: must be there')

interface Batch {
  readonly importId: string
  readonly isDryRun: boolean
  readonly scopes: ReadonlySet<string>
  readonly author: Author
  readonly firstRow: number
  readonly rows: readonly FileRow[]
}

type WriteContext = Pick<Context, 'db' | 'clock'> & {
  readonly environment: { readonly id: string; readonly businessId: string }
}

/**
 * Creates the organizations of a batch, and gives those that are there the name they have now. In the caller's
 * transaction.
 */
export async function writeOrganizations(
  ctx: WriteContext,
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
    const outcome = await attempt(ctx, batch, parsed.data)
    if (typeof outcome !== 'string') problems.push({ row, ...outcome })
    else if (outcome === 'created') created += 1
    else existing += 1
  }
  return { created, existing, problems }
}

type Outcome = 'created' | 'existing' | Omit<Problem, 'row'>

/** Writes one row. A refusal becomes the problem of that row, and the rest of the file goes on. */
async function attempt(ctx: WriteContext, batch: Batch, fields: OrganizationFields): Promise<Outcome> {
  try {
    return await writeOne(ctx, batch, fields)
  } catch (error) {
    // A constraint that refuses ends the transaction. The batch is written again, and the next look sees the conflict.
    if (!(error instanceof Fault) || error.cause !== undefined) throw error
    return { code: error.code, message: error.message }
  }
}

async function writeOne(ctx: WriteContext, batch: Batch, fields: OrganizationFields): Promise<Outcome> {
  const { importId, isDryRun, author } = batch
  const { name, externalId, handle } = fields
  const { db } = ctx
  const found = await findStored(ctx, fields)
  if (found) return change(ctx, batch, { found, fields })
  if (handle !== undefined) await checkHandle(ctx, handle)
  if (!isDryRun) {
    await createOrganization(ctx, { name, externalId, handle, author })
    return 'created'
  }
  const taken = await takeKeys(db, { importId, keys: [`organization:${externalId}`] })
  return taken.size > 0 ? 'existing' : 'created'
}

/** The default organization of an export is the default one here: an environment has one, and members without another are there. */
async function findStored(
  { db }: WriteContext,
  { externalId, code, isDefault }: OrganizationFields,
): Promise<OrganizationProfile | undefined> {
  const found =
    (code === undefined ? undefined : await findOrganizationByCode(db, code)) ??
    (await findOrganizationByExternalId(db, externalId)) ??
    (isDefault ? await findDefaultOrganization(db) : undefined)
  return found && findOrganizationProfile(db, found.code)
}

/** Only the name of an organization that is there changes, and the default one learns under which id users will name it. */
async function change(
  ctx: WriteContext,
  { isDryRun, scopes, author }: Batch,
  { found, fields }: { readonly found: OrganizationProfile; readonly fields: OrganizationFields },
): Promise<Outcome> {
  const { name, externalId, isDefault } = fields
  const isNamedAnew = found.name !== name
  const learnsId = isDefault && found.externalId === undefined && found.code !== externalId
  if (!isNamedAnew && !learnsId) return 'existing'
  if (!scopes.has('update:organizations')) {
    return { code: 'INSUFFICIENT_SCOPE', message: 'Changing an organization needs the scope update:organizations.' }
  }
  if (!isDryRun)
    await renameOrganization(ctx, { ...found, name, author, externalId: learnsId ? externalId : undefined })
  return 'existing'
}

/** @throws {Conflict} `HANDLE_TAKEN` */
async function checkHandle({ db, environment }: WriteContext, handle: string): Promise<void> {
  if (!(await isHandleTaken(db, environment.businessId, handle))) return
  throw new Conflict('HANDLE_TAKEN', `The handle "${handle}" is taken.`)
}

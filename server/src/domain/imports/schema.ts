import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import { importIdFromText, importIdOf, noSuchImport, type Import } from './import.ts'

/** Text of another form names none, so it is answered like an id that nobody has. */
const ImportId = z
  .string()
  .transform((text) => {
    const id = importIdFromText(text)
    if (id === undefined) throw noSuchImport()
    return id
  })
  .meta({ type: 'string', description: 'The id of the import.' })

export const ImportParams = z.object({ import_id: ImportId })

export const NewImportQuery = z.object({
  dry_run: z
    .enum(['true', 'false', ''])
    .optional()
    .transform((text) => text === 'true')
    .meta({ type: 'boolean', description: 'A rehearsal: everything is checked, nothing is written.' }),
})

export const PageQuery = z.object({ page_size: PageSize, next_token: NextToken })

const count = z.number().int()

export const ImportView = z
  .object({
    id: z.string(),
    kind: z.enum(['users', 'organizations']),
    format: z.enum(['csv', 'ndjson']),
    is_dry_run: z.boolean(),
    state: z.enum(['receiving', 'queued', 'running', 'wrapping', 'finished', 'failed']),
    progress: z.number().meta({ description: 'How much of the file was read, 0 to 1.' }),
    rows: count.meta({ description: 'Read so far.' }),
    created: count,
    existing: count.meta({
      description: 'Were there already. Organizations, roles and permissions of the row were added.',
    }),
    refused: count.meta({ description: 'See the problems.' }),
    to_wrap: count.meta({ description: 'Passwords whose hash is fast to guess; it is hashed once more by us.' }),
    wrapped: count.meta({ description: 'How many of these are. `state` is `wrapping` until all are.' }),
    created_on: z.string(),
    finished_on: z.string().nullable(),
  })
  .meta({ id: 'import' })

export const ProblemView = z.object({
  row: count.meta({ description: 'The first row after the names of the columns is 1; 0 is that line itself.' }),
  code: z.string(),
  message: z.string(),
})

export function importViewOf(one: Import): z.input<typeof ImportView> {
  return {
    id: importIdOf(one.id),
    kind: one.kind,
    format: one.format,
    is_dry_run: one.isDryRun,
    state: one.state,
    progress: progressOf(one),
    rows: one.doneRows,
    created: one.createdRows,
    existing: one.existingRows,
    refused: one.refusedRows,
    to_wrap: one.sealedRows,
    wrapped: one.sealedRows - one.waitingRows,
    created_on: one.createdAt.toISOString(),
    finished_on: one.finishedAt?.toISOString() ?? null,
  }
}

function progressOf({ state, doneBytes, sizeBytes }: Import): number {
  if (state === 'finished') return 1
  return sizeBytes === 0 ? 0 : Math.round((doneBytes / sizeBytes) * 1_000) / 1_000
}

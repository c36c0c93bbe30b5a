import { z } from 'zod'
import type { Context } from '#platform/context'
import {
  endpoint,
  openCursor,
  pageOf,
  sealCursor,
  success,
  SuccessEnvelope,
  successOf,
  type Actor,
  type StreamedBody,
} from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { importIdOf, noSuchImport, type ImportKind } from './import.ts'
import { findImport, listImports, listProblems, removeImport } from './queries.ts'
import { receiveImport } from './receive-import.ts'
import { ImportParams, ImportView, importViewOf, NewImportQuery, PageQuery, ProblemView } from './schema.ts'

const PATH = '/api/v1/imports'
const ID_PATH = `${PATH}/{import_id}` as const
const NOT_FOUND = { 404: ['IMPORT_NOT_FOUND'] } as const
const CSV = 'text/csv'
const NDJSON = 'application/x-ndjson'
const JSON_DOCUMENT = 'application/json'
const MEDIA_TYPES = [CSV, NDJSON, JSON_DOCUMENT]
const BAD_FILE = {
  400: ['FILE_EMPTY', 'FILE_TOO_LARGE', 'MALFORMED_FILE', 'UNKNOWN_CHARSET', 'UNSUPPORTED_FILE', 'WRONG_CHARSET'],
} as const
const CREATED = successOf({ import: z.object({ id: z.string() }) })

interface ReceivedImport {
  readonly kind: ImportKind
  readonly isDryRun: boolean
  readonly upload: StreamedBody
  readonly actor: Actor
}

async function receive(ctx: Context, { kind, isDryRun, upload, actor }: ReceivedImport) {
  const id = await receiveImport(ctx, {
    kind,
    format: upload.mediaType === CSV ? 'csv' : 'ndjson',
    isDryRun,
    scopes: [...actor.scopes],
    author: apiAuthor(actor),
    charset: upload.charset,
    bytes: upload.bytes,
  })
  return success({ import: { id: importIdOf(id) } })
}

const users = endpoint({
  method: 'post',
  path: `${PATH}/users`,
  operationId: 'importUsers',
  tag: 'Imports',
  summary: 'Import users',
  description:
    'A file of at most 1 GiB, read in the background. Who is there already stays as they are. Nobody is sent mail, and ' +
    'no `user.created` is fired. What a row does beside needs the scopes for that as well.',
  scope: 'create:users',
  query: NewImportQuery,
  upload: MEDIA_TYPES,
  answers: [201, CREATED],
  errors: BAD_FILE,
  handle: (ctx, { query, upload, actor }) => receive(ctx, { kind: 'users', isDryRun: query.dry_run, upload, actor }),
})

const organizations = endpoint({
  method: 'post',
  path: `${PATH}/organizations`,
  operationId: 'importOrganizations',
  tag: 'Imports',
  summary: 'Import organizations',
  description:
    'Rows of `name` and `id`, your own id of the organization, read in the background. One that is there is renamed ' +
    'where the name differs, which needs `update:organizations`.',
  scope: 'create:organizations',
  query: NewImportQuery,
  upload: MEDIA_TYPES,
  answers: [201, CREATED],
  errors: BAD_FILE,
  handle: (ctx, { query, upload, actor }) =>
    receive(ctx, { kind: 'organizations', isDryRun: query.dry_run, upload, actor }),
})

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getImports',
  tag: 'Imports',
  summary: 'List imports',
  description: 'The newest first.',
  scope: 'read:users',
  query: PageQuery,
  answers: [200, successOf({ imports: z.array(ImportView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { page_size: size, next_token: token } }) {
    const list = { operation: 'getImports', filter: {} }
    const before = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })[0]
    const { page, last } = pageOf(await listImports(db, { before, limit: size + 1 }), size)
    return success({
      imports: page.map(importViewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid()])

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getImport',
  tag: 'Imports',
  summary: 'Get an import and how far it is',
  scope: 'read:users',
  params: ImportParams,
  answers: [200, successOf({ import: ImportView })],
  errors: NOT_FOUND,
  async handle({ db }, { params }) {
    const found = await findImport(db, params.import_id)
    if (!found) throw noSuchImport()
    return success({ import: importViewOf(found) })
  },
})

const problems = endpoint({
  method: 'get',
  path: `${ID_PATH}/problems`,
  operationId: 'getImportProblems',
  tag: 'Imports',
  summary: 'List the rows of an import that were refused',
  description: 'In the order of the file, each with the reason.',
  scope: 'read:users',
  params: ImportParams,
  query: PageQuery,
  answers: [200, successOf({ problems: z.array(ProblemView), next_token: z.string().optional() })],
  errors: { ...NOT_FOUND, 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { params, query: { page_size: size, next_token: token } }) {
    const importId = params.import_id
    if (!(await findImport(db, importId))) throw noSuchImport()
    const list = { operation: 'getImportProblems', filter: { importId } }
    // Row 0 is the line with the names of the columns.
    const after = token === undefined ? -1 : openCursor(sealer, list, { cursor: token, position: RowPlace })[0]
    const { page, last } = pageOf(await listProblems(db, { importId, after, limit: size + 1 }), size)
    return success({ problems: [...page], ...(last ? { next_token: sealCursor(sealer, list, [last.row]) } : {}) })
  },
})
const RowPlace = z.tuple([z.number().int()])

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'deleteImport',
  tag: 'Imports',
  summary: 'Delete an import',
  description: 'One that is being read stops. Who was created stays.',
  scope: 'create:users',
  params: ImportParams,
  answers: [200, SuccessEnvelope],
  errors: NOT_FOUND,
  async handle({ db }, { params }) {
    if (!(await removeImport(db, params.import_id))) throw noSuchImport()
    return success()
  },
})

export const importRoutes = [users, organizations, listing, reading, problems, deletion]

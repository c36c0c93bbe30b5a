import { idFromHex } from '#platform/ids'
import { runImport } from '../src/domain/imports/run-import.ts'
import { contextOf } from './context.ts'
import { api, managementToken } from './management.ts'
import type { TestServer } from './server.ts'

interface Sent {
  readonly query?: string
  /** Those that the import is started with; absent: all. */
  readonly scopes?: readonly string[]
}

interface Report {
  readonly created: number
  readonly existing: number
  readonly refused: number
  /** Of each refused row the code. */
  readonly codes: readonly string[]
}

/** Sends lines of NDJSON, has them read to their end, and says what became of them. */
export async function importUsers(
  server: TestServer,
  body: string,
  { query = '', scopes }: Sent = {},
): Promise<Report> {
  const calls = await api(server)
  const { environment } = await contextOf(server)
  const token = await managementToken(server, scopes ? { scopes } : {})
  const response = await server.request(`/api/v1/imports/users${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${token}` },
    body,
  })
  const { id } = ((await response.json()) as { import: { id: string } }).import
  const job = { environmentId: environment.id, businessId: environment.businessId, id: idFromHex(id, 'import_') ?? '' }
  await runImport(server.opened.services, job, new AbortController().signal)
  const { created, existing, refused } = (await calls.get(`/imports/${id}`)).body.import
  const { problems } = (await calls.get(`/imports/${id}/problems`)).body
  return { created, existing, refused, codes: problems.map(({ code }: { code: string }) => code) }
}

export const ndjson = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')

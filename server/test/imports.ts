import { idFromHex } from '#platform/ids'
import { runImport } from '../src/domain/imports/run-import.ts'
import { contextOf } from './context.ts'
import { api, managementToken } from './management.ts'
import type { TestServer } from './server.ts'

interface ImportOptions {
  readonly query?: string
  /** The scopes of the token that starts the import; all if absent. */
  readonly scopes?: readonly string[]
}

interface Report {
  readonly id: string
  readonly state: string
  readonly created: number
  readonly existing: number
  readonly refused: number
  /** The code of each refused row. */
  readonly codes: readonly string[]
  readonly messages: readonly string[]
}

interface File extends ImportOptions {
  readonly kind?: 'users' | 'organizations'
  readonly type?: string
  readonly origin?: string
}

/** Imports lines of NDJSON to the end and returns the result. */
export async function importUsers(server: TestServer, body: string, sent: ImportOptions = {}): Promise<Report> {
  return sendFile(server, body, { ...sent, type: 'application/x-ndjson' })
}

/** The same for any file, into any environment. */
export async function sendFile(server: TestServer, body: string, sent: File = {}): Promise<Report> {
  const { query = '', scopes, kind = 'users', type = 'text/csv', origin } = sent
  const at = origin === undefined ? {} : { origin }
  const calls = await api(server, at)
  const { environment } = await contextOf(server, origin)
  const token = await managementToken(server, scopes ? { ...at, scopes } : at)
  const response = await server.request(`${origin ?? ''}/api/v1/imports/${kind}${query}`, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
    body,
  })
  const { id } = ((await response.json()) as { import: { id: string } }).import
  const job = { environmentId: environment.id, businessId: environment.businessId, id: idFromHex(id, 'import_') ?? '' }
  await runImport(server.opened.services, job, new AbortController().signal)
  const { state, created, existing, refused } = (await calls.get(`/imports/${id}`)).body.import
  const { problems } = (await calls.get(`/imports/${id}/problems`)).body
  const codes = problems.map(({ code }: { code: string }) => code)
  const messages = problems.map(({ message }: { message: string }) => message)
  return { id, state, created, existing, refused, codes, messages }
}

export const ndjson = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')

import { ADDRESSES } from './generated/addresses.ts'
import type { Answer, Input, OperationId } from './operation.ts'
import { Problem, unreachable } from './problem.ts'

/** Where the API answers, and what each request carries. */
export interface Client {
  /** The part of the address before `/api/v1`. */
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Runs one operation.
 *
 * @throws {Problem} for every answer that is not a success, and where no answer comes
 */
export async function call<Id extends OperationId>(
  client: Client,
  id: Id,
  { parameters, body, signal }: Input<Id> & { readonly signal?: AbortSignal | undefined } = {},
): Promise<Answer<Id>> {
  const response = await send(client, id, { parameters, body, signal })
  const text = await response.text()
  return JSON.parse(text === '' ? 'null' : text)
}

/**
 * Runs an operation that answers with a file.
 *
 * @throws {Problem} for every answer that is not a success, and where the file breaks off
 */
export async function download<Id extends OperationId>(client: Client, id: Id, input: Input<Id> = {}): Promise<Blob> {
  const response = await send(client, id, input)
  return response.blob().catch(() => {
    throw unreachable()
  })
}

async function send<Id extends OperationId>(
  client: Client,
  id: Id,
  { parameters, body, signal }: Input<Id> & { readonly signal?: AbortSignal | undefined },
): Promise<Response> {
  const [method, path] = ADDRESSES[id]
  const response = await fetch(`${client.base}${fill(path, parameters)}`, {
    method,
    headers: { ...client.headers, ...contentType(body) },
    body: encode(body),
    signal: signal ?? null,
    redirect: 'error',
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : unreachable()
  })
  if (!response.ok) throw new Problem(response.status, await readIssues(response))
  return response
}

/** Puts the parameters that the path names into it, and the others behind it. */
function fill(path: string, parameters: unknown): string {
  const query = new URLSearchParams()
  let filled = path
  for (const [name, value] of Object.entries(Object(parameters))) {
    if (value === undefined || value === null) continue
    const placeholder = `{${name}}`
    if (filled.includes(placeholder)) filled = filled.replace(placeholder, encodeURIComponent(String(value)))
    else query.set(name, String(value))
  }
  return query.size > 0 ? `${filled}?${query.toString()}` : filled
}

function contentType(body: unknown): Record<string, string> {
  return body === undefined || isRaw(body) ? {} : { 'content-type': 'application/json' }
}

/** The browser itself names the content type of a form and of a file. */
function isRaw(body: unknown): body is FormData | Blob {
  return body instanceof FormData || body instanceof Blob
}

function encode(body: unknown): string | FormData | Blob | null {
  if (body === undefined) return null
  return isRaw(body) ? body : JSON.stringify(body)
}

/** Returns the errors of an answer; none where its body is not ours, such as that of a proxy. */
async function readIssues(response: Response): Promise<{ code: string; message: string }[]> {
  const body: unknown = await response.json().catch(() => undefined)
  const errors: unknown = Object(body).errors
  return Array.isArray(errors) ? errors.filter(isIssue) : []
}

function isIssue(value: unknown): value is { code: string; message: string } {
  const { code, message } = Object(value)
  return typeof code === 'string' && typeof message === 'string'
}

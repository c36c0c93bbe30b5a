import { z } from 'zod'
import { InvalidInput } from '#platform/errors'
import { checkText, readBytes } from './json-body.ts'
import type { RequestContext } from './scope.ts'

/** A file of a form. Its name is what the sender says, and nothing but text. */
export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

const NAME_LENGTH = 255

/** The field of a form that is a file of less than `limit` bytes. */
export function uploadedFile(limit: number) {
  const isUpload = (value: unknown) => typeof value === 'object' && value !== null && 'bytes' in value
  return z
    .custom<Upload>(isUpload, 'must be a file')
    .refine(({ bytes }) => bytes.length > 0 && bytes.length < limit, `must have less than ${String(limit)} bytes`)
    .meta({ type: 'string', format: 'binary' })
}

/**
 * The fields of a form that carries files (RFC 7578): texts and `Upload`s by name.
 *
 * @throws {InvalidInput} `UNSUPPORTED_CONTENT_TYPE`, `BODY_TOO_LARGE`, `MALFORMED_FORM`, `UNSTORABLE_TEXT`
 */
export async function readMultipartBody(c: RequestContext): Promise<unknown> {
  const type = c.req.header('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    throw new InvalidInput('UNSUPPORTED_CONTENT_TYPE', 'The body must be multipart/form-data.')
  }
  const form = await parse(await readBytes(c), type)
  const fields = new Map<string, string | Upload>()
  for (const [name, value] of form) {
    checkText(name)
    if (fields.has(name)) throw new InvalidInput('MALFORMED_FORM', 'A field was sent more than once.')
    fields.set(name, typeof value === 'string' ? value : await uploadOf(value))
  }
  return Object.fromEntries(fields)
}

async function parse(bytes: Uint8Array, type: string): Promise<FormData> {
  try {
    return await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData()
  } catch (error) {
    const malformed = new InvalidInput('MALFORMED_FORM', 'The body is not a form as its content type says.')
    malformed.cause = error
    throw malformed
  }
}

async function uploadOf(file: File): Promise<Upload> {
  checkText(file.name)
  return { name: file.name.slice(0, NAME_LENGTH).toWellFormed(), bytes: new Uint8Array(await file.arrayBuffer()) }
}

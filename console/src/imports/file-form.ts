export type MediaType = 'text/csv' | 'application/json' | 'application/x-ndjson'
export type Charset = 'utf-8' | 'utf-16le' | 'windows-1252'

/** The form of a file, guessed from its beginning. The server reads the file again and has the last word. */
export interface FileForm {
  readonly mediaType: MediaType
  readonly charset: Charset
  readonly separator: string
  /** The names of the columns of CSV. */
  readonly columns: readonly string[]
}

export type FileObstacle = 'zip' | 'old' | 'gzip' | 'pdf' | 'empty' | 'large'

const HEAD_BYTES = 64 * 1024
const MOST_BYTES = 1024 * 1024 * 1024
const MAGIC = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['old', [0xd0, 0xcf, 0x11, 0xe0]],
  ['gzip', [0x1f, 0x8b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
] as const
const SEPARATORS = [',', ';', '\t', '|']

/** Reads the beginning of a file, and returns its form or the reason why it cannot be imported. */
export async function readForm(file: File): Promise<FileForm | FileObstacle> {
  if (file.size === 0) return 'empty'
  if (file.size > MOST_BYTES) return 'large'
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const binary = MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))
  if (binary) return binary[0]
  const charset = charsetOf(bytes)
  const text = new TextDecoder(charset).decode(bytes).replace(/^\u{feff}/u, '')
  const mediaType = mediaTypeOf(text)
  return { mediaType, charset, ...columnsOf(text) }
}

function charsetOf(bytes: Uint8Array): Charset {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    // A character may be cut at the end of what was read.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** A line of `{"hash_config": …}` may stand before the rows of any form. */
function mediaTypeOf(text: string): MediaType {
  const rows = text.replace(/^\s*\{\s*"hash_config"[^\r\n]*\r?\n/, '').trimStart()
  if (rows.startsWith('[') || /^\{\s*"users"\s*:/.test(rows)) return 'application/json'
  return rows.startsWith('{') ? 'application/x-ndjson' : 'text/csv'
}

/** Splits the first line as the server does: at the most frequent separator outside of quotes. */
function columnsOf(text: string): Pick<FileForm, 'separator' | 'columns'> {
  const lines = text.split(/\r\n|\n|\r/)
  const said = lines.map((line) => /^sep=(.)\s*$/i.exec(line)?.[1]).find((one) => one !== undefined)
  const line =
    lines.find((one) => one.trim() !== '' && !/^sep=.\s*$/i.test(one) && !/^\s*\{\s*"hash_config"/.test(one)) ?? ''
  const outside = line.replaceAll(/"[^"]*"/g, '')
  const countOf = (separator: string) => outside.split(separator).length
  const separator = said ?? SEPARATORS.reduce((most, one) => (countOf(one) > countOf(most) ? one : most))
  const columns = line.split(separator).map((name) => name.trim().replaceAll('"', ''))
  return { separator, columns: columns.filter((name) => name !== '') }
}

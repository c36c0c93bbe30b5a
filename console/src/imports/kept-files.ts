import type { Charset, MediaType } from './file-form.ts'

/** A file that was chosen, with the form in which it is sent. */
export interface Upload {
  readonly file: File
  readonly mediaType: MediaType
  readonly charset: Charset
}

const kept = new Map<string, Upload>()

/** Keeps the file of a rehearsal for its run, until the page is loaded again. */
export function keepFile(importId: string, upload: Upload): void {
  kept.set(importId, upload)
}

export function keptFile(importId: string): Upload | undefined {
  return kept.get(importId)
}

/** Returns the body of the request that sends a file. */
export function bodyOf({ file, mediaType, charset }: Upload): Blob {
  // JSON is UTF-8, or has a byte order mark that says otherwise.
  return new Blob([file], { type: mediaType === 'text/csv' ? `${mediaType}; charset=${charset}` : mediaType })
}

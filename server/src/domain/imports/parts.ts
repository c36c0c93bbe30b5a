import type { Context } from '#platform/context'
import type { Sealer } from '#platform/crypto'
import { findPart } from './queries.ts'

const purposeOf = (importId: string) => `import_parts.content_sealed:${importId}`

export function sealPart(sealer: Sealer, importId: string, content: Buffer): Buffer {
  return sealer.seal(purposeOf(importId), content.toString('latin1'))
}

/** Yields the rest of a file from a place on, piece by piece. */
export async function* readParts(
  { db, sealer }: Pick<Context, 'db' | 'sealer'> & { readonly environment: { readonly id: string } },
  { id, doneBytes, sizeBytes }: { readonly id: string; readonly doneBytes: number; readonly sizeBytes: number },
): AsyncGenerator<Buffer> {
  let place = doneBytes
  while (place < sizeBytes) {
    const part = await findPart(db, { importId: id, place })
    // The import was deleted.
    if (!part) return
    const content = Buffer.from(sealer.open(purposeOf(id), part.sealed), 'latin1').subarray(place - part.startsAt)
    if (content.length === 0) return
    yield content
    place += content.length
  }
}

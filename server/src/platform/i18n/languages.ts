import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Where the messages lie, beside the source and beside what is built from it. */
export const LOCALES_DIRECTORY = join(import.meta.dirname, '..', '..', '..', 'locales')

/** The languages that there are messages in, in the order of their tags. */
export function languagesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort()
}

export const LANGUAGES = languagesIn(LOCALES_DIRECTORY)

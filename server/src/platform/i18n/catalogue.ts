import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import * as z from 'zod'
import { languagesIn } from './languages.ts'

export type MessageValues = Readonly<Record<string, string | number>>

/** Says a message in one language. */
export type Translate = (key: string, values?: MessageValues) => string

/** All messages of all languages. */
export interface Catalogue {
  readonly locales: readonly string[]
  readonly messages: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Compiled messages by locale and key: parsing one costs fifty times what formatting it does. */
  readonly compiled: Map<string, (values: MessageValues) => string>
}

export const sourceLocale = 'en'

const MessageFile = z.record(z.string(), z.string())

/** Reads every `<locale>.json` of a folder. Synchronous, because it runs once, before the server listens. */
export function loadCatalogue(directory: string): Catalogue {
  const languages = languagesIn(directory)
  const messages = new Map(languages.map((language) => [language, readMessages(join(directory, `${language}.json`))]))
  return { locales: [...messages.keys()], messages, compiled: new Map() }
}

function readMessages(path: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(MessageFile.parse(JSON.parse(readFileSync(path, 'utf8')))))
}

/** The messages of one language; what it lacks is said in English, and what nobody has as its key. */
export function translator(catalogue: Catalogue, locale: string): Translate {
  return (key, values = {}) => {
    const cacheKey = `${locale} ${key}`
    const known = catalogue.compiled.get(cacheKey)
    if (known) return known(values)

    const language = catalogue.messages.get(locale)?.has(key) ? locale : sourceLocale
    const message = catalogue.messages.get(language)?.get(key)
    // Not cached: keys that nobody has are bugs, and must not be able to grow the map.
    if (message === undefined) return key

    const format = compile(message, language)
    catalogue.compiled.set(cacheKey, format)
    return format(values)
  }
}

function compile(message: string, locale: string): (values: MessageValues) => string {
  // Most messages are plain text, and `{` and `'` are what ICU gives a meaning to.
  if (!/[{']/.test(message)) return () => message
  // Tags are text here: markup comes from components, so that a translation cannot carry any.
  const format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
  return (values) => String(format.format(values))
}

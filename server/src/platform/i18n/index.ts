/**
 * Languages: which one to speak to a person, how to say a message, a duration or a time in it, and how to read what
 * people type in their script.
 *
 * Owns the files of `server/locales/`, one flat object of ICU messages per language, read once at start. English is
 * the source: every other language has exactly its keys, which a test holds. A key that is missing all the same is
 * said in English, never shown as a key while English has it.
 *
 * Refuses: markup in messages (a translation is text and is escaped like any other), formatting that depends on the
 * machine's own locale or time zone, and knowledge of what the messages are about.
 */
export { loadCatalogue, translator, type Catalogue, type MessageValues, type Translate } from './catalogue.ts'
export { LANGUAGES, LOCALES_DIRECTORY } from './languages.ts'
export { directionOf, localeName, type Direction } from './direction.ts'
export { formatDuration, formatRelative, formatTime } from './durations.ts'
export { trimTyped, withoutBlanks, withPlainDigits } from './typed-text.ts'
export { findLocale, negotiateLocale, type LocaleWishes } from './negotiate-locale.ts'

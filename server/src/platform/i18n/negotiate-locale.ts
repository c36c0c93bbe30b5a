import { perLanguage } from './per-language.ts'

/** Where a wish for a language may come from, strongest first. */
export interface LocaleWishes {
  /** The `lang` parameter of the request, or `ui_locales`: tags, best first, separated by spaces. */
  readonly requested?: string | undefined
  readonly acceptLanguage?: string | undefined
  /** The default of the application or of the environment, for a person who wishes no language that we have. */
  readonly preferred?: string | undefined
  readonly available: readonly string[]
}

/** Enough for any real browser; a longer header is somebody trying something. */
const maximumWishes = 16

/**
 * Picks the language to speak: what was asked for, else what the browser prefers, else the default of the
 * application or of the environment, else English. `de-AT` finds `de`, and `pt` finds `pt-BR`, but `zh-TW` does not find `zh-CN`: their scripts differ.
 *
 * @see OIDC Core §3.1.2.1 (`ui_locales`), RFC 9110 §12.5.4, RFC 4647 §3.4
 */
export function negotiateLocale({ requested, acceptLanguage, preferred, available }: LocaleWishes): string {
  const others = [...acceptedLanguages(acceptLanguage), preferred ?? '']
  return findLocale(requested ?? '', available) ?? firstMatch(others, available) ?? 'en'
}

/** The first of these tags, separated by blanks, that we speak. */
export function findLocale(requested: string, available: readonly string[]): string | undefined {
  return firstMatch(requested.trim().split(/\s+/, maximumWishes), available)
}

function firstMatch(wishes: readonly string[], available: readonly string[]): string | undefined {
  for (const wish of wishes) {
    const match = closestLocale(wish, available)
    if (match !== undefined) return match
  }
  return undefined
}

function acceptedLanguages(header = ''): string[] {
  return header
    .split(',', maximumWishes)
    .map(parseLanguageRange)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}

function parseLanguageRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => /^q=/i.test(parameter))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { tag, weight: Number.isFinite(weight) ? weight : 0 }
}

function closestLocale(wish: string, available: readonly string[]): string | undefined {
  const wanted = languageIn(wish)
  if (!wanted) return undefined
  const inSameScript = available.filter((tag) => isSameLanguage(wanted, spoken(tag)))
  const exact = inSameScript.find((tag) => tag.toLowerCase() === wanted.baseName.toLowerCase())
  const base = inSameScript.find((tag) => !tag.includes('-'))
  return exact ?? base ?? inSameScript[0]
}

interface Language {
  readonly baseName: string
  readonly language: string
  readonly script: string | undefined
}

function isSameLanguage(one: Language, other: Language | undefined): boolean {
  return other !== undefined && one.language === other.language && one.script === other.script
}

/** `*` and nonsense are no locale; what people send is not an error. */
function languageIn(tag: string): Language | undefined {
  // Language, script and region only (RFC 5646 §2.1): variants and extensions mean nothing to a catalogue.
  if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i.test(tag)) return undefined
  const locale = new Intl.Locale(tag)
  return { baseName: locale.baseName, language: locale.language, script: locale.maximize().script }
}

const spoken = perLanguage(languageIn)

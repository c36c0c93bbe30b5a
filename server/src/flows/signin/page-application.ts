import type { PageApplication } from '#flows/pages'
import type { Application } from '#domain/applications'

/** Returns the parts of an application that pages show. */
export function pageApplication({ name, homepageUri, loginUri, settings }: Application): PageApplication {
  return { name, homepageUri, loginUri, language: settings.values.languageKey ?? undefined }
}

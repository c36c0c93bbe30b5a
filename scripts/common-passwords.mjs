// Builds the filter of common passwords for a build or a test that is run by hand; `npm start` and `npm test` do it themselves.
import { ensureCommonPasswords } from './prepare/common-passwords.mjs'
import { Problem } from './prepare/problem.mjs'

try {
  ensureCommonPasswords()
} catch (error) {
  if (!(error instanceof Problem)) throw error
  console.error(error.message)
  process.exitCode = 1
}

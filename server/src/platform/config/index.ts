/**
 * Settings: environment variables, parsed once into one frozen value. The README's table lists them all.
 * A wrong value stops the start with a sentence that names the variable, what was read and what is allowed.
 */
export { isLoopbackHost, parseConfig, type Config } from './config.ts'
export type { MailFrom } from './mail-from.ts'

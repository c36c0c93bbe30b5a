import type { Context } from '#platform/context'

/** Everything that making and removing the demo needs of an environment. */
export type DemoContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment' | 'masterKey'>

import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { changeMethods } from '#domain/applications'
import type { Method } from '../method.ts'
import { switchMethod } from '../switch-method.ts'

interface ApplicationSwitch {
  readonly id: string
  readonly isOn: boolean
}

/**
 * Switches a method on or off for applications, for all of them or for none. An application has its own set from then on.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`
 * @throws {InvalidInput} `CONNECTIONS_NOT_SUPPORTED`
 * @throws {Conflict} `NO_SMS_PROVIDER`, `LAST_CONNECTION`
 */
export async function switchMethods(
  ctx: Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>,
  author: Author,
  { method, applications }: { readonly method: Method; readonly applications: readonly ApplicationSwitch[] },
): Promise<void> {
  const changes = applications.map(({ id, isOn }) => ({
    id,
    changeOf: ({ type, settings }: { type: string; settings: { values: Parameters<typeof switchMethod>[1] } }) => {
      if (type === 'm2m') throw notSupported()
      return switchMethod(ctx, settings.values, { method, isOn })
    },
  }))
  await changeMethods(ctx, author, changes)
}

export function notSupported(): InvalidInput {
  return new InvalidInput('CONNECTIONS_NOT_SUPPORTED', 'Nobody signs in to a machine-to-machine application.')
}

import { randomUUID } from 'node:crypto'
import { putFactor } from '#domain/factors'
import { idFromHex } from '#platform/ids'
import { contextOf } from './context.ts'
import type { TestServer } from './server.ts'

/** Gives a user, by their subject, a factor that gets codes at an address or number. Returns its id on the wire. */
export async function aCodeFactor(
  server: TestServer,
  subject: string,
  { kind, address, origin }: { readonly kind: 'email' | 'sms'; readonly address: string; readonly origin?: string },
): Promise<string> {
  const { db, clock } = await contextOf(server, origin ?? server.origin)
  const id = randomUUID()
  const userId = idFromHex(subject, 'kp_') ?? subject
  await putFactor(db, { id, userId, now: clock(), factor: { kind, address, normalized: address } })
  return `mfa_${id.replaceAll('-', '')}`
}

import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { keepPasskey, keepRefusal } from '#domain/passkeys'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Flow
  readonly userId: string
  readonly now: Date
}

/** Stores the passkey that the person registered, or that they want none now. */
export async function keepPasskeyOfFlow(ctx: Context, { flow: { facts }, userId, now }: PartInput): Promise<void> {
  const { newPasskey: passkey, isPasskeyRefused } = facts
  const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
  if (passkey) await keepPasskey(ctx, { userId, passkey, author })
  else if (isPasskeyRefused === true) await keepRefusal(ctx.db, { userId, now })
}

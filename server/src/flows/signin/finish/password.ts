import type { Context } from '#platform/context'
import { tellOwner } from '#flows/security-mails'
import { setPassword } from '#domain/credentials'
import { endAccessOfUser } from '#domain/sessions'
import { clearResetRequest, type Account } from '#domain/users'
import type { Flow } from '../flow.ts'
import { describeBrowser } from '../steps/code/index.ts'

interface PartInput {
  readonly flow: Flow
  readonly account: Account | undefined
  readonly userId: string
}

/** Sets the password that the person chose. */
export async function applyPassword(ctx: Context, { flow, account, userId }: PartInput): Promise<void> {
  const { newPasswordHash: hash } = flow.facts
  if (hash === undefined) return
  const now = ctx.clock()
  await setPassword(ctx.db, { userId, hash, now })
  if (!account) return
  await clearResetRequest(ctx.db, userId)
  // A reset ends everything that a person who knew the old password may have open (M2-15, AS-30).
  await endAccessOfUser(ctx.db, { userId, now })
  const { ip, userAgent } = ctx.requester
  const requestedFrom = { ip, browser: describeBrowser(userAgent) }
  await tellOwner(ctx, { userId, change: 'password_changed', requestedFrom })
}

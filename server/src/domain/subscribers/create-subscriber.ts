import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { newId, subjectOf } from '#platform/ids'
import { recordEvent, type Author } from '#platform/outbox'
import { explainEmailProblem, parseEmailAddress } from '#domain/identities'
import { insertSubscriber } from './queries.ts'
import { subscriberIdOf } from './subscriber.ts'
import { findUserOfAddress } from './views.ts'

interface NewSubscriber {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly author: Author
}

/**
 * Puts somebody on the list.
 *
 * @returns the id
 * @throws {InvalidInput} `INVALID_EMAIL`
 * @throws {Conflict} `SUBSCRIBER_EXISTS`
 */
export async function createSubscriber(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { email, firstName, lastName, author }: NewSubscriber,
): Promise<string> {
  const address = parseEmailAddress(email)
  if (!address) throw new InvalidInput('INVALID_EMAIL', explainEmailProblem(email))
  const id = newId()
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    await insertSubscriber(db, { id, address, firstName, lastName, createdAt: now })
    const userId = await findUserOfAddress(db, address.normalized)
    await recordEvent(db, {
      type: 'subscriber.created',
      occurredAt: now,
      ...author,
      subject: subscriberIdOf(id),
      payload: {
        subscriber: {
          id: subscriberIdOf(id),
          email: address.typed,
          first_name: firstName,
          last_name: lastName,
          user_id: userId === undefined ? null : subjectOf(userId),
        },
      },
    })
  })
  return id
}

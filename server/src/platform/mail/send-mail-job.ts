import * as z from 'zod'
import type { Services } from '#platform/context'
import { openSealer, type Sealer } from '#platform/crypto'
import type { JobHandler } from '#platform/jobs'
import { MailNotSent, type MailSender } from '#platform/smtp'
import { openContent } from './content.ts'
import { countTry, finishMessage, findQueuedMessage } from './queries.ts'

const SendMailPayload = z.object({ environment_id: z.uuid(), id: z.uuid(), created_at: z.coerce.date() })

/** Refused for good three times: some servers say 5xx while they are being set up, so the first one is not believed. */
const MOST_PERMANENT_REFUSALS = 3

/** The server that takes an environment's mail now. @throws {MailNotSent} when there is none, or it is left alone */
export type ChooseSender = (
  environmentId: string,
  { sealer, isLastTry }: { readonly sealer: Sealer; readonly isLastTry: boolean },
) => Promise<MailSender>

/**
 * Sends one queued mail, outside of any transaction, and erases its content once it is sent or given up. A process that
 * dies between the server's 250 and our note of it sends the same mail, with the same Message-ID, once more.
 */
export function sendMailJob(
  services: Pick<Services, 'database' | 'clock' | 'masterKey' | 'log'>,
  chooseSender: ChooseSender,
): JobHandler {
  return async (payload, { isLastTry, signal }) => {
    const { environment_id: environmentId, id, created_at: createdAt } = SendMailPayload.parse(payload)
    const db = services.database.environment(environmentId)
    const key = { id, createdAt }
    const message = await findQueuedMessage(db, key)
    if (!message) return
    const sealer = await openSealer(db, services.masterKey)
    const { businessName, ...content } = openContent(sealer, id, message.contentSealed)
    try {
      const sender = await chooseSender(environmentId, { sealer, isLastTry })
      await sender.send({ id, to: message.recipient, businessName, ...content }, signal)
    } catch (error) {
      if (!(error instanceof MailNotSent)) throw error
      // Nothing was tried, so it counts for nothing.
      if (error.code === 'PAUSED' && !isLastTry) throw error
      const tries = await countTry(db, { ...key, error: error.message })
      const isRefused = error.isPermanent && tries >= MOST_PERMANENT_REFUSALS
      if (!isLastTry && !isRefused) throw error
      await finishMessage(db, { ...key, state: 'failed', now: services.clock() })
      services.log.error({ mail: id, environment: environmentId, tries, err: error }, 'a mail was given up')
      return
    }
    await finishMessage(db, { ...key, state: 'sent', now: services.clock() })
  }
}

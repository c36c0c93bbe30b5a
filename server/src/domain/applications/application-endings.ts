import type { Db, Ending, KeptReferences } from '#platform/db'
import { recordTombstone } from '#domain/users'
import { noSuchApplication } from './application.ts'
import { removeApplication } from './queries.ts'

interface DeletedApplication {
  readonly applicationId: string
  readonly now: Date
}

/**
 * The parts that end with an application, in this order. A new concept with data of applications adds a foreign key
 * that cascades, or a part to this list; `test/endings.test.ts` finds tables that have neither.
 */
export const APPLICATION_ENDINGS: readonly Ending<DeletedApplication>[] = [
  { name: 'application', tables: ['applications'], end: remove },
  {
    name: 'spent id',
    tables: ['tombstones'],
    end: (db, { applicationId: id, now }) => recordTombstone(db, { id, kind: 'application', now }),
  },
]

/** @throws {NotFound} `APPLICATION_NOT_FOUND`: another request was faster */
async function remove(db: Db, { applicationId }: DeletedApplication): Promise<void> {
  if (!(await removeApplication(db, applicationId))) throw noSuchApplication()
}

/** Tables that go on naming an application that was deleted, or end with something else of it. */
export const KEPT_AFTER_AN_APPLICATION: KeptReferences = {
  access_tokens: 'They are refused, because their application is not found, and are removed by the month.',
  flow_traces: 'They record how sign-ins went, and end after a time.',
  authorization_codes: 'They end with their grant.',
  refresh_tokens: 'They end with their grant.',
  sessions: 'The list of sessions goes on showing the application that one was opened for.',
}

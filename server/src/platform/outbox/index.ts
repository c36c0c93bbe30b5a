/**
 * Events: what happened, written in the transaction that made it happen, so that a committed change is never
 * unannounced. One row is outbox, webhook source and activity in one. Owns `events`.
 */
export {
  apiAuthor,
  eventsOf,
  recordEvent,
  recordEvents,
  SYSTEM_AUTHOR,
  type Author,
  type DomainEvent,
  type EventsStatement,
} from './queries.ts'

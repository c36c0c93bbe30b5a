/**
 * The event log: what happened in an environment, by whom and to what. The list and one event are pages here; a person
 * shows their latest events through `RecentEvents`.
 */
export { eventPage } from './event-page.tsx'
export { eventsPage } from './events-page.tsx'
export { RecentEvents, recentEvents } from './recent-events.tsx'

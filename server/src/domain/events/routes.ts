import { z } from 'zod'
import { endpoint, openCursor, sealCursor, success, successOf } from '#platform/http'
import { findOrganizationByCode } from '#domain/organizations'
import { EventList, EventParams, EventView, noSuchEvent, viewOf } from './schema.ts'
import { findEvent, listEvents } from './views.ts'

const PATH = '/api/v1/event_log'

/** The end of the list of an organization that does not exist. */
const NONE = { rows: [], next: undefined }

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getEventLog',
  tag: 'Events',
  summary: 'List events',
  description:
    'What happened in the environment, the newest first. A page may have fewer events than asked for, or none, while ' +
    '`next_token` leads to further ones: each page looks at a limited part of the list. Not part of the published ' +
    'contract: an operation of our own.',
  scope: 'read:events',
  query: EventList,
  answers: [200, successOf({ events: z.array(EventView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query }) {
    const { page_size: limit, next_token: cursor, ...asked } = query
    const list = { operation: 'getEventLog', filter: asked }
    const place = cursor === undefined ? undefined : openCursor(sealer, list, { cursor, position: Place })
    const organization = asked.org_code === undefined ? undefined : await findOrganizationByCode(db, asked.org_code)
    const filter = {
      types: asked.type,
      subjects: [asked.user_id, asked.client_id].filter((one) => one !== undefined),
      organizationId: organization?.id,
      actorId: asked.actor_id,
      source: asked.source,
      since: asked.since,
      until: asked.until,
    }
    const before = place && { at: new Date(place[0]), id: place[1] }
    const isNowhere = asked.org_code !== undefined && organization === undefined
    const { rows, next } = isNowhere ? NONE : await listEvents(db, filter, { before, limit })
    return success({
      events: rows.map(viewOf),
      ...(next ? { next_token: sealCursor(sealer, list, [next.at.getTime(), next.id]) } : {}),
    })
  },
})

const Place = z.tuple([z.number().int(), z.uuid()])

const reading = endpoint({
  method: 'get',
  path: `${PATH}/{event_id}`,
  operationId: 'getLoggedEvent',
  tag: 'Events',
  summary: 'Get an event of the log',
  description: 'Not part of the published contract: an operation of our own.',
  scope: 'read:events',
  params: EventParams,
  answers: [200, successOf({ event: EventView })],
  errors: { 404: ['EVENT_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const found = await findEvent(db, params.event_id)
    if (!found) throw noSuchEvent()
    return success({ event: viewOf(found) })
  },
})

export const eventRoutes = [listing, reading]

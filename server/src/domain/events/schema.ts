import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { NextToken, PageSize, QueryMoment } from '#platform/http'
import { hexOf, idFromHex, subjectOf, userIdFromSubject } from '#platform/ids'
import { applicationIdFromClientId } from '#domain/applications'
import { traceIdOf } from '#domain/traces'
import type { ListedEvent } from './views.ts'

/** Also the answer to the id of another environment (ATO-11). */
export function noSuchEvent(): NotFound {
  return new NotFound('EVENT_NOT_FOUND', 'No such event.')
}

const MOST_TYPES = 20

const Types = z
  .string()
  .max(2_000)
  .optional()
  .transform((text) => [...new Set(text ? text.split(',').map((part) => part.trim()) : [])].filter(Boolean))
  .refine((all) => all.length <= MOST_TYPES, `must name at most ${String(MOST_TYPES)}`)
  .meta({
    type: 'string',
    description: 'One or more, comma-separated.',
    example: 'user.created,user.deleted',
  })

const UserFilter = z
  .string()
  .max(100)
  .transform((text, context): string => {
    const id = userIdFromSubject(text)
    if (id !== undefined) return subjectOf(id)
    context.addIssue('must be the id of a user, such as kp_…')
    return z.NEVER
  })
  .optional()
  .meta({
    type: 'string',
    description: 'Events about this user.',
    example: 'kp_c3143a4b50ad43c88e541d9077681782',
  })

const ApplicationFilter = z
  .string()
  .max(100)
  .refine((text) => applicationIdFromClientId(text) !== undefined, 'must be a client id')
  .optional()
  .meta({ description: 'Events about this application.', example: '3b0b5c6c8fcc464fab397f4969b5f482' })

const SOURCES = ['admin', 'api', 'user', 'system'] as const

export const EventList = z.object({
  type: Types,
  user_id: UserFilter,
  client_id: ApplicationFilter,
  org_code: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Events of this organization.', example: 'org_1ccfb819462' }),
  actor_id: z.string().max(100).optional().meta({ description: 'The author: a client id, or the id of a person.' }),
  source: z.enum(SOURCES).optional().meta({
    description: '`admin`: an administrator at the console; `api`: a client of this API; `user`: the person.',
  }),
  since: QueryMoment.optional().meta({ description: 'Events of then or later.' }),
  until: QueryMoment.optional().meta({ description: 'Events of before.' }),
  page_size: PageSize,
  next_token: NextToken,
})

const EventId = z
  .string()
  .transform((text) => {
    const id = idFromHex(text, 'event_')
    if (id === undefined) throw noSuchEvent()
    return id
  })
  .meta({ type: 'string', example: 'event_019391daf58d87d8a7213419c016ac95' })

export const EventParams = z.object({ event_id: EventId })

const Actor = z.object({ type: z.string(), id: z.string().optional() })

export const EventView = z
  .object({
    event_id: z.string(),
    type: z.string(),
    version: z.number().int(),
    source: z.enum(SOURCES),
    timestamp: z.iso.datetime(),
    actor: Actor.meta({ description: 'The author. `system`: no person and no client.' }),
    subject: z.string().nullable().meta({ description: 'The thing that it is about, by its id, code or key.' }),
    org_code: z.string().nullable(),
    trace_id: z.string().nullable().meta({ description: 'The trace of the sign-in that it was part of.' }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'logged_event' })

export function viewOf(event: ListedEvent) {
  return {
    event_id: `event_${hexOf(event.listed_id)}`,
    type: event.type,
    version: event.version,
    source: EventView.shape.source.parse(event.source),
    timestamp: event.listed_at.toISOString(),
    actor: Actor.parse(event.actor),
    subject: event.subject,
    org_code: event.organization_code,
    trace_id: event.trace_id === null ? null : traceIdOf(event.trace_id),
    data: EventView.shape.data.parse(event.data),
  }
}

import { z } from 'zod'
import { endpoint, openCursor, sealCursor, success, successOf } from '#platform/http'
import { findOrganizationByCode } from '#domain/organizations'
import { noSuchTrace, summaryOf, TraceList, TraceParams, TraceSummary, TraceView, viewOf } from './schema.ts'
import { findTrace, listTraces } from './views.ts'

const PATH = '/api/v1/traces'

/** The end of the list of an organization that does not exist. */
const NONE = { rows: [], next: undefined }

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getTraces',
  tag: 'Traces',
  summary: 'List sign-in traces',
  description:
    'How sign-ins, sign-ups, password resets, silent sign-ins and devices went, the newest first. A page may have fewer ' +
    'traces than asked for, or none, while `next_token` leads to further ones: each page looks at a limited part of the ' +
    'list. Not part of the published contract: an operation of our own.',
  scope: 'read:traces',
  query: TraceList,
  answers: [200, successOf({ traces: z.array(TraceSummary), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query }) {
    const { page_size: limit, next_token: cursor, ...asked } = query
    const list = { operation: 'getTraces', filter: asked }
    const place = cursor === undefined ? undefined : openCursor(sealer, list, { cursor, position: Place })
    const organization = asked.org_code === undefined ? undefined : await findOrganizationByCode(db, asked.org_code)
    const filter = {
      userId: asked.user_id,
      applicationId: asked.client_id,
      organizationId: organization?.id,
      sessionId: asked.session_id,
      outcome: asked.outcome,
      kind: asked.kind,
      since: asked.since,
      until: asked.until,
    }
    const before = place && { at: new Date(place[0]), id: place[1] }
    const isNowhere = asked.org_code !== undefined && organization === undefined
    const { rows, next } = isNowhere ? NONE : await listTraces(db, filter, { before, limit })
    return success({
      traces: rows.map(summaryOf),
      ...(next ? { next_token: sealCursor(sealer, list, [next.at.getTime(), next.id]) } : {}),
    })
  },
})

const Place = z.tuple([z.number().int(), z.uuid()])

const reading = endpoint({
  method: 'get',
  path: `${PATH}/{trace_id}`,
  operationId: 'getTrace',
  tag: 'Traces',
  summary: 'Get a sign-in trace',
  description:
    'Each step with its reason, what was known before it, and the settings that decided it. Holds no secrets, codes, ' +
    'tokens or typed text. Not part of the published contract: an operation of our own.',
  scope: 'read:traces',
  params: TraceParams,
  answers: [200, successOf({ trace: TraceView })],
  errors: { 404: ['TRACE_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const found = await findTrace(db, params.trace_id)
    if (!found) throw noSuchTrace()
    return success({ trace: viewOf(found) })
  },
})

export const traceRoutes = [listing, reading]

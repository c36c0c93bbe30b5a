import { z } from 'zod'
import { endpoint, NextToken, openCursor, PageSize, pageOf, sealCursor, success, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { createSubscriber } from './create-subscriber.ts'
import { findSubscriber, listSubscribers } from './queries.ts'
import { noSuchSubscriber, subscriberIdFromText, subscriberIdOf } from './subscriber.ts'

const PATH = '/api/v1/subscribers'

const Text = z
  .string()
  .trim()
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')

const SubscriberList = z.object({
  sort: z.enum(['name_asc', 'name_desc', 'email_asc', 'email_desc', '']).optional(),
  page_size: PageSize,
  next_token: NextToken,
})

const ListedSubscriber = z
  .object({
    id: z.string(),
    email: z.string(),
    full_name: z.string(),
    first_name: z.string(),
    last_name: z.string(),
  })
  .meta({ id: 'subscribers_subscriber' })

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'GetSubscribers',
  tag: 'Subscribers',
  summary: 'List subscribers',
  scope: 'read:subscribers',
  query: SubscriberList,
  answers: [200, successOf({ subscribers: z.array(ListedSubscriber), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { sort, page_size: size, next_token: token } }) {
    const by = sort?.startsWith('email') === true ? 'normalized' : 'sort_name'
    const order = sort?.endsWith('desc') === true ? 'desc' : 'asc'
    const list = { operation: 'GetSubscribers', filter: { by, order } }
    const place = token === undefined ? undefined : openCursor(sealer, list, { cursor: token, position: Place })
    const after = place && { key: place[0], id: place[1] }
    const rows = await listSubscribers(db, { by, order, after, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      subscribers: page.map(({ id, email, firstName, lastName }) => ({
        id: subscriberIdOf(id),
        email,
        full_name: `${firstName} ${lastName}`.trim(),
        first_name: firstName,
        last_name: lastName,
      })),
      ...(last ? { next_token: sealCursor(sealer, list, [last.key, last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.string(), z.uuid()])

const creation = endpoint({
  method: 'post',
  path: PATH,
  operationId: 'CreateSubscriber',
  tag: 'Subscribers',
  summary: 'Create a subscriber',
  scope: 'create:subscribers',
  query: z.object({ first_name: Text, last_name: Text, email: z.string().max(400) }),
  answers: [201, z.object({ subscriber: z.object({ subscriber_id: z.string() }) })],
  errors: { 400: ['INVALID_EMAIL'], 409: ['SUBSCRIBER_EXISTS'] },
  async handle(ctx, { query: { first_name: firstName, last_name: lastName, email }, actor }) {
    const id = await createSubscriber(ctx, { email, firstName, lastName, author: apiAuthor(actor) })
    return { subscriber: { subscriber_id: subscriberIdOf(id) } }
  },
})

const SubscriberId = z
  .string()
  .transform((text) => {
    const id = subscriberIdFromText(text)
    if (id === undefined) throw noSuchSubscriber()
    return id
  })
  .meta({ type: 'string', description: "The subscriber's id." })

const SubscriberView = z
  .object({ id: z.string(), preferred_email: z.string(), first_name: z.string(), last_name: z.string() })
  .meta({ id: 'subscriber' })

const reading = endpoint({
  method: 'get',
  path: `${PATH}/{subscriber_id}`,
  operationId: 'GetSubscriber',
  tag: 'Subscribers',
  summary: 'Get a subscriber',
  description: 'A list of one, as the published contract has it.',
  scope: 'read:subscribers',
  params: z.object({ subscriber_id: SubscriberId }),
  answers: [200, successOf({ subscribers: z.array(SubscriberView) })],
  errors: { 404: ['SUBSCRIBER_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const found = await findSubscriber(db, params.subscriber_id)
    if (!found) throw noSuchSubscriber()
    const { id, email, firstName, lastName } = found
    const view = { id: subscriberIdOf(id), preferred_email: email, first_name: firstName, last_name: lastName }
    return success({ subscribers: [view] })
  },
})

export const subscriberRoutes = [listing, creation, reading]

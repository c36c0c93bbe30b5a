import { InvalidInput } from '#platform/errors'
import { endpoint, success, successOf } from '#platform/http'
import { figuresByDay, figuresOfAll, lengthOf } from './activity.ts'
import { readCounts, type Days } from './queries.ts'
import { ActivitySpan, ActivityView, daysBefore, daysOf, figuresViewOf, MOST_DAYS } from './schema.ts'

const reading = endpoint({
  method: 'get',
  path: '/api/v1/activity',
  operationId: 'getActivity',
  tag: 'Activity',
  summary: 'Get the activity of an environment',
  description:
    'Sign-ups, active people, sign-ins by method and failures by reason, per day in UTC and together, today so far ' +
    'included. Sign-ins to applications that are part of the product are left out. ' +
    `At most ${String(MOST_DAYS)} days. Not part of the published contract: an operation of our own.`,
  scope: 'read:activity',
  query: ActivitySpan,
  answers: [200, successOf({ activity: ActivityView })],
  errors: { 400: ['SPAN_NOT_POSSIBLE'] },
  async handle({ db, clock }, { query }) {
    const days = daysOf(query, clock())
    checkSpan(days)
    const before = daysBefore(days)
    const [rows, rowsBefore] = await Promise.all([readCounts(db, days), readCounts(db, before)])
    return success({
      activity: {
        ...days,
        time_zone: 'UTC' as const,
        total: figuresViewOf(figuresOfAll(rows)),
        previous: { ...before, total: figuresViewOf(figuresOfAll(rowsBefore)) },
        days: figuresByDay(days, rows).map(({ day, ...figures }) => ({ day, ...figuresViewOf(figures) })),
      },
    })
  },
})

/** @throws {InvalidInput} `SPAN_NOT_POSSIBLE` */
function checkSpan(days: Days): void {
  const length = lengthOf(days)
  if (length >= 1 && length <= MOST_DAYS) return
  const message = `The last day must not lie before the first one, and at most ${String(MOST_DAYS)} days are answered.`
  throw new InvalidInput('SPAN_NOT_POSSIBLE', message)
}

export const activityRoutes = [reading]

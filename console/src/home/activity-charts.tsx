import { ChartFrame, DayChart } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { usePlace } from '../shell/place.tsx'
import { share, type ActivityAnswer } from './activity-span.ts'
import classes from './home.module.css'
import { texts, wordOf } from './texts.ts'

type Day = ActivityAnswer['days'][number]

/** Parts of one bar that are told apart; the rest is "other". */
const MOST_PARTS = 5

const NAME = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const nameOf = ({ day }: Day) => NAME.format(new Date(`${day}T00:00:00Z`))
const inWords = (count: number) => count.toLocaleString('en')

/** One idea each, with a definition, and the numbers as a table. */
export function ActivityCharts({ activity }: { readonly activity: ActivityAnswer }) {
  const { days, total } = activity
  const { active, signUps } = texts.charts
  return (
    <div className={classes['charts']}>
      <CountChart
        words={{ ...active, label: active.label(inWords(total.active_users)) }}
        days={days}
        countOf={({ active_users: count }) => count}
      />
      <CountChart
        words={{ ...signUps, label: signUps.label(inWords(total.sign_ups)) }}
        days={days}
        countOf={({ sign_ups: count }) => count}
      />
      <MethodsChart activity={activity} />
      <ReasonsChart activity={activity} />
    </div>
  )
}

interface CountChartProps {
  readonly words: { readonly title: string; readonly definition: string; readonly label: string }
  readonly days: readonly Day[]
  readonly countOf: (day: Day) => number
}

function CountChart({ words: { title, definition, label }, days, countOf }: CountChartProps) {
  return (
    <ChartFrame
      title={title}
      definition={definition}
      table={{ columns: [texts.charts.day, title], rows: days.map((day) => [day.day, countOf(day)]) }}
    >
      <DayChart label={label} isLastOpen days={days.map((day) => ({ name: nameOf(day), parts: [countOf(day)] }))} />
      <p className="quiet small">{texts.charts.today}</p>
    </ChartFrame>
  )
}

function MethodsChart({ activity: { days, total } }: { readonly activity: ActivityAnswer }) {
  const { title, definition, label } = texts.charts.methods
  const all = total.sign_ins_by_method
  const named = all.length > MOST_PARTS ? all.slice(0, MOST_PARTS - 1) : all
  const isCut = named.length < all.length
  const partsOf = ({ sign_ins, sign_ins_by_method: methods }: Day) => {
    const parts = named.map(({ method }) => methods.find((one) => one.method === method)?.count ?? 0)
    return isCut ? [...parts, sign_ins - parts.reduce((sum, part) => sum + part, 0)] : parts
  }
  const namedSum = named.reduce((sum, { count }) => sum + count, 0)
  const legend = [
    ...named.map(({ method, count }) => ({ name: wordOf(texts.methods, method), count })),
    ...(isCut ? [{ name: texts.charts.other, count: total.sign_ins - namedSum }] : []),
  ]
  return (
    <ChartFrame
      title={title}
      definition={definition}
      table={{
        columns: [texts.charts.day, ...legend.map(({ name }) => name)],
        rows: days.map((day) => [day.day, ...partsOf(day)]),
      }}
    >
      <DayChart
        label={label(inWords(total.sign_ins))}
        isLastOpen
        days={days.map((day) => ({ name: nameOf(day), parts: partsOf(day) }))}
      />
      <Legend parts={legend} sum={total.sign_ins} />
    </ChartFrame>
  )
}

interface LegendProps {
  readonly parts: readonly { readonly name: string; readonly count: number }[]
  readonly sum: number
}

function Legend({ parts, sum }: LegendProps) {
  return (
    <ul className={classes['legend']}>
      {parts.map(({ name, count }, index) => (
        <li key={name}>
          <i data-series={index + 1} aria-hidden="true" />
          <span>{name}</span>
          <span>{inWords(count)}</span>
          <span className="quiet">{Math.round(share(count, sum))} %</span>
        </li>
      ))}
    </ul>
  )
}

function ReasonsChart({ activity: { days, total } }: { readonly activity: ActivityAnswer }) {
  const place = usePlace()
  const { title, definition, none, traces } = texts.charts.reasons
  const reasons = total.failures_by_reason
  const most = Math.max(1, ...reasons.map(({ count }) => count))
  const countOf = ({ failures_by_reason: ofDay }: Day, reason: string) =>
    ofDay.find((one) => one.reason === reason)?.count ?? 0
  return (
    <ChartFrame
      title={title}
      definition={definition(inWords(total.failures))}
      table={{
        columns: [texts.charts.day, ...reasons.map(({ reason }) => wordOf(texts.reasons, reason))],
        rows: days.map((day) => [day.day, ...reasons.map(({ reason }) => countOf(day, reason))]),
      }}
    >
      {reasons.length === 0 && <p className="quiet">{none}</p>}
      <ul className={classes['reasons']}>
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <span>{wordOf(texts.reasons, reason)}</span>
            <span>{inWords(count)}</span>
            <svg aria-hidden="true" height="6" width="100%">
              <rect className={classes['track']} width="100%" height="6" rx="3" />
              <rect className={classes['filled']} width={`${String((count / most) * 100)}%`} height="6" rx="3" />
            </svg>
          </li>
        ))}
      </ul>
      {reasons.length > 0 && (
        <p className="small">
          <a className="link" href={paths.traces(place)}>
            {traces}
          </a>
        </p>
      )}
    </ChartFrame>
  )
}
